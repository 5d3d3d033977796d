/** Who asks for runs that nobody asked for: the schedule of the window after an import. */
export const scheduleActor = "schedule";
