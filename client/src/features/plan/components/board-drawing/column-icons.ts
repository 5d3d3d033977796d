import {
  Calendar,
  Checkbox,
  Connect,
  Dropdown,
  Email,
  Favorite,
  Globe,
  Link,
  LongText,
  Mobile,
  Numbers,
  Person,
  Status,
  Tags,
  Text,
  Time,
  Timeline,
} from "@vibe/icons";
import type { FunctionComponent } from "react";
import type { ColumnType } from "../../../../lib/contract.ts";

/** The icon monday shows in a column's heading, by column type. */
export const columnIcons: Readonly<Record<ColumnType, FunctionComponent>> = {
  text: Text,
  long_text: LongText,
  numbers: Numbers,
  status: Status,
  dropdown: Dropdown,
  date: Calendar,
  timeline: Timeline,
  hour: Time,
  email: Email,
  phone: Mobile,
  link: Link,
  people: Person,
  checkbox: Checkbox,
  rating: Favorite,
  country: Globe,
  tags: Tags,
  board_relation: Connect,
};
