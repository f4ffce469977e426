export const write = {
  untitled: "Untitled",
};
