package io.fleetwire.portal;

/// Small pictures of lines, 24 by 24, drawn with the colour of the text around them. They repeat
/// what the text says, and are hidden from those who listen to it.
enum Icon {
  OVERVIEW("M4 13h6V4H4zM14 20h6v-9h-6zM14 4v3h6V4zM4 17v3h6v-3z"),
  EVENTS("M4 6h16M4 12h10M4 18h13M18 10v4M16 12h4"),
  ENDPOINT("M5 12h9M11 8l4 4-4 4M15 4h3a2 2 0 0 1 2 2v12a2 2 0 0 1-2 2h-3"),
  TYPES("M4 5h7v6H4zM13 13h7v6h-7zM17 4v6M14 7h6M7.500 14v6M4.500 17h6"),
  DEVICE("M8 3h8a2 2 0 0 1 2 2v14a2 2 0 0 1-2 2H8a2 2 0 0 1-2-2V5a2 2 0 0 1 2-2zM11 18h2"),
  HOST("M4 5h16v6H4zM4 13h16v6H4zM8 8h.010M8 16h.010M12 8h4M12 16h4"),
  TEAM(
      "M9 11a3.500 3.500 0 1 0 0-7 3.500 3.500 0 0 0 0 7zM3 20c0-3 2.500-5.500 6-5.500s6 2.500 6"
          + " 5.500M16 4.500a3.500 3.500 0 0 1 0 6M17.500 15c2 .8 3.500 2.700 3.500 5"),
  BUNDLE("M12 3l8 4.500v9L12 21l-8-4.500v-9zM4 7.500l8 4.500 8-4.500M12 12v9"),
  TAG("M4 4h7l9 9-7 7-9-9zM8 8h.010"),
  BOOKING("M5 6h14v14H5zM5 10h14M9 3v5M15 3v5M9 15l2 2 4-4"),
  KNOX("M12 3l7 3v6c0 4.500-3 7.500-7 9-4-1.500-7-4.500-7-9V6zM9 12l2 2 4-4"),
  APPLE(
      "M12 8c1-3 3-4 4-4 0 2-1 4-4 4zM12 8c-2-1.500-7-1-7 5 0 4 3 8 5 8 1 0 1.500-.5 2-.5s1 .5 2 .5"
          + "c2 0 5-4 5-8 0-6-5-6.500-7-5z"),
  PEOPLE("M12 12a4 4 0 1 0 0-8 4 4 0 0 0 0 8zM4 21c0-4 3.500-6.500 8-6.500s8 2.500 8 6.500"),
  AUDIT("M6 3h9l4 4v14H6zM9 9h6M9 13h7M9 17h5"),
  KEY("M14 10a4 4 0 1 0-4 4l1-1h2v-2h2zM7 17l-3 3M10 14l-4 4v2h3"),
  SETTINGS(
      "M12 15a3 3 0 1 0 0-6 3 3 0 0 0 0 6zM12 3v3M12 18v3M3 12h3M18 12h3M5.600 5.600l2.100 2.100"
          + "M16.300 16.300l2.100 2.100M5.600 18.400l2.100-2.100M16.300 7.700l2.100-2.100"),
  SEARCH("M11 18a7 7 0 1 0 0-14 7 7 0 0 0 0 14zM16 16l5 5"),
  PLUS("M12 5v14M5 12h14"),
  EDIT("M4 20l1-4L16 5l3 3L8 19zM14 7l3 3"),
  TRASH("M4 7h16M9 7V4h6v3M6 7l1 13h10l1-13M10 11v5M14 11v5"),
  CLOSE("M6 6l12 12M18 6L6 18"),
  BACK("M15 5l-7 7 7 7"),
  NEXT("M9 5l7 7-7 7"),
  COPY("M9 9h11v11H9zM15 5V4H4v11h1"),
  MENU("M4 6h16M4 12h16M4 18h16"),
  HELP(
      "M12 21a9 9 0 1 0 0-18 9 9 0 0 0 0 18zM9.500 9.500a2.500 2.500 0 1 1 3.500 2.300c-.7.3-1 .9-1"
          + " 1.700M12 17h.010"),
  WARNING("M12 4l9 16H3zM12 10v4M12 17h.010"),
  CHECK("M5 12l5 5 9-10"),
  CLOCK("M12 21a9 9 0 1 0 0-18 9 9 0 0 0 0 18zM12 7v5l3 2"),
  SEND("M4 12l16-8-5 16-3-6zM12 14l8-10"),
  WAKE("M6 17v-6a6 6 0 0 1 12 0v6l2 1H4zM10 21h4"),
  BIN("M4 4h16v6H4zM6 10v10h12V10M9 14h6M12 6v1"),
  REPEAT("M4 9a8 8 0 0 1 14-2l2 2M20 4v5h-5M20 15a8 8 0 0 1-14 2l-2-2M4 20v-5h5"),
  PAUSE("M8 5v14M16 5v14"),
  PLAY("M7 5l12 7-12 7z"),
  SIGN_OUT("M10 4H5v16h5M9 12h11M16 8l4 4-4 4");

  private final String path;

  Icon(String path) {
    this.path = path;
  }

  String path() {
    return path;
  }
}
