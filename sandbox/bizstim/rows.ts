/**
 * The rows Bizstim puts on the wire. Every scalar is a string, ids and amounts included, as in the vendor's
 * published samples; `type` aliases (not interfaces) so that rows can be handled as plain records too.
 */
export type PersonFields = {
  first_name: string;
  last_name: string;
  address1: string;
  address2: string;
  city: string;
  state: string;
  zipcode: string;
  country: string;
  p_phone: string;
  s_phone: string;
  text_phone: string;
};

export type ClientRow = PersonFields & {
  id: string;
  users_id: string;
  client_settings_id: string;
  avail_id: string;
  email: string;
};

/** What only `client/{id}` tells. Field names are those the write methods accept; the read body is undocumented. */
export type ClientDetail = {
  status: string;
  latitude: string;
  longitude: string;
  dob: string;
  inactive_date: string;
  inactive_set_date: string;
  inactive_reason: string;
  inactive_who: string;
  funnel_id: string;
  calendar_color: string;
  start_date: string;
  timezone: string;
  meeting_url: string;
  service_id: string[];
  notes: string;
  [custom: `custom_${number}`]: string;
};

export type PractitionerRow = PersonFields & {
  id: string;
  pract_settings_id: string;
  users_id: string;
  /** Comma list: default schedule first, then the alternatives. */
  avail_id: string;
  email: string;
};

/** What only `practitioner/{id}` tells; the method itself is unconfirmed, so it can be switched off. */
export type PractitionerDetail = {
  status: string;
  wage_tier: string;
  add_value: string;
  hire_date: string;
  timezone: string;
  meeting_url: string;
  skill_id: string[];
  skills: string;
  notes: string;
};

export type StaffRow = PersonFields & { id: string; users_id: string; staff_settings_id: string };

export type ServiceRow = {
  id: string;
  group_id: string;
  group_num: string;
  service_description: string;
  service_cost: string;
  service_default_wage: string;
  service_taxable: string;
  service_type: string;
  service_status: string;
  online_booking: string;
  min_duration: string;
  max_duration: string;
  start_interval: string;
  /** Name of the group, not of the service. */
  name: string;
};

export type LocationRow = {
  id: string;
  location_status: string;
  location_name: string;
  location_address: string;
  location_zipcode: string;
  location_city: string;
  location_state: string;
  location_country: string;
  location_p_phone: string;
  location_s_phone: string;
  location_email: string;
  online_booking: string;
  /** An empty string, not an empty list, when nobody is tied to the location. */
  practs: string[] | string;
};

export type DiscountRow = {
  id: string;
  uses: string;
  secret: string;
  expires: string;
  code: string;
  fixed: string;
  type: string;
  amount: string;
  services: string;
};

export type PaymentRow = {
  id: string;
  client_id: string;
  qb_payment_id: string;
  revenue_amount: string;
  revenue_tax: string;
  revenue_date: string;
  revenue_credit: string;
  revenue_note: string;
};

export type SessionRow = {
  id: string;
  confirmed: string;
  multi: string;
  slots: string;
  class_id: string;
  display: string;
  pract_id: string;
  wage_id: string;
  client_id: string;
  client_due_id: string;
  cancel_clients: string;
  /** "0", or the id of the original session while a group cancellation is open. */
  temp: string;
  service_id: string;
  location_id: string;
  recurr_id: string;
  recurr_on: string;
  qb_invoice_id: string;
  session_status: string;
  date: string;
  start: string;
  end: string;
  notes: string;
};

export type AvailabilityRow = {
  id: string;
  label: string;
  start: string;
  end: string;
  mAvailf: string;
  mAvailt: string;
  tAvailf: string;
  tAvailt: string;
  wAvailf: string;
  wAvailt: string;
  rAvailf: string;
  rAvailt: string;
  fAvailf: string;
  fAvailt: string;
  satAvailf: string;
  satAvailt: string;
  sunAvailf: string;
  sunAvailt: string;
};

/** The list methods by their name on the wire, with the row each returns. */
export type Rows = {
  clients: ClientRow;
  practitioners: PractitionerRow;
  staffs: StaffRow;
  services: ServiceRow;
  locations: LocationRow;
  discounts: DiscountRow;
  payments: PaymentRow;
  sessions: SessionRow;
};

export type ListName = keyof Rows;

export const listNames = [
  "clients",
  "practitioners",
  "staffs",
  "services",
  "locations",
  "discounts",
  "payments",
  "sessions",
] as const satisfies readonly ListName[];

/** First id of each list. Ids are small and collide across lists on purpose, as they do in the real product. */
export const firstIds: Record<ListName, number> = {
  clients: 21,
  practitioners: 5,
  staffs: 3,
  services: 11,
  locations: 24,
  discounts: 17,
  payments: 61,
  sessions: 301,
};
