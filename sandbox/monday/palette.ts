/** monday's status colours: API name, numeric id (a label made on an existing column takes it as its id), hex. */
export const STATUS_COLORS: readonly { name: string; id: number; hex: string }[] = [
  { name: "working_orange", id: 0, hex: "#fdab3d" },
  { name: "done_green", id: 1, hex: "#00c875" },
  { name: "stuck_red", id: 2, hex: "#df2f4a" },
  { name: "dark_blue", id: 3, hex: "#007eb5" },
  { name: "purple", id: 4, hex: "#9d50dd" },
  { name: "explosive", id: 5, hex: "#c4c4c4" },
  { name: "grass_green", id: 6, hex: "#037f4c" },
  { name: "bright_blue", id: 7, hex: "#579bfc" },
  { name: "saladish", id: 8, hex: "#cab641" },
  { name: "egg_yolk", id: 9, hex: "#ffcb00" },
  { name: "blackish", id: 10, hex: "#333333" },
  { name: "dark_red", id: 11, hex: "#bb3354" },
  { name: "sofia_pink", id: 12, hex: "#ff007f" },
  { name: "lipstick", id: 13, hex: "#ff5ac4" },
  { name: "dark_purple", id: 14, hex: "#784bd1" },
  { name: "bright_green", id: 15, hex: "#9cd326" },
  { name: "chili_blue", id: 16, hex: "#66ccff" },
  { name: "american_gray", id: 17, hex: "#757575" },
  { name: "brown", id: 18, hex: "#7f5347" },
  { name: "dark_orange", id: 19, hex: "#ff6d3b" },
  { name: "sunset", id: 101, hex: "#ff7575" },
  { name: "bubble", id: 102, hex: "#faa1f1" },
  { name: "peach", id: 103, hex: "#ffadad" },
  { name: "berry", id: 104, hex: "#7e3b8a" },
  { name: "winter", id: 105, hex: "#9aadbd" },
  { name: "river", id: 106, hex: "#74afcc" },
  { name: "navy", id: 107, hex: "#225091" },
  { name: "aquamarine", id: 108, hex: "#4eccc6" },
  { name: "indigo", id: 109, hex: "#5559df" },
  { name: "dark_indigo", id: 110, hex: "#401694" },
  { name: "pecan", id: 151, hex: "#563e3e" },
  { name: "lavender", id: 152, hex: "#bda8f9" },
  { name: "royal", id: 153, hex: "#2b76e5" },
  { name: "steel", id: 154, hex: "#a9bee8" },
  { name: "orchid", id: 155, hex: "#d974b0" },
  { name: "lilac", id: 156, hex: "#9d99b9" },
  { name: "tan", id: 157, hex: "#bca58a" },
  { name: "sky", id: 158, hex: "#a1e3f6" },
  { name: "coffee", id: 159, hex: "#cd9282" },
  { name: "teal", id: 160, hex: "#175a63" },
];

/** The label id of "no label": the grey one, never to be used for a real label. */
export const EMPTY_LABEL_ID = 5;

const byName = new Map(STATUS_COLORS.map((color) => [color.name, color]));
const byId = new Map(STATUS_COLORS.map((color) => [color.id, color]));

export function statusColor(name: string): { name: string; id: number; hex: string } | undefined {
  return byName.get(name);
}

export function statusColorById(id: number): { name: string; id: number; hex: string } | undefined {
  return byId.get(id);
}

/** Group colours: `create_group` takes the hex value, `update_group` the name. */
export const GROUP_COLORS: readonly { name: string; hex: string }[] = [
  { name: "dark-green", hex: "#037f4c" },
  { name: "green", hex: "#00c875" },
  { name: "lime-green", hex: "#9cd326" },
  { name: "saladish", hex: "#cab641" },
  { name: "yellow", hex: "#ffcb00" },
  { name: "purple", hex: "#784bd1" },
  { name: "dark-purple", hex: "#9d50dd" },
  { name: "blue", hex: "#007eb5" },
  { name: "light-blue", hex: "#579bfc" },
  { name: "turquoise", hex: "#66ccff" },
  { name: "dark-red", hex: "#bb3354" },
  { name: "red", hex: "#df2f4a" },
  { name: "pink", hex: "#ff007f" },
  { name: "hot-pink", hex: "#ff5ac4" },
  { name: "dark-orange", hex: "#ff642e" },
  { name: "orange", hex: "#fdab3d" },
  { name: "brown", hex: "#7f5347" },
  { name: "grey", hex: "#c4c4c4" },
  { name: "trolley-grey", hex: "#757575" },
];
