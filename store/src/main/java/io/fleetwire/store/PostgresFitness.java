package io.fleetwire.store;

/// Whether a PostgreSQL server can be relied on: checked before anything is changed.
record PostgresFitness(SqlConnection connection) {
  /// Since 16 a subquery needs no name; all else that is used here is older.
  private static final int VERSION_MIN = 16;

  private record Facts(
      long version,
      String encoding,
      String fsync,
      String fullPageWrites,
      boolean isStandby,
      String schema) {}

  void check() {
    Facts facts =
        connection
            .find(
                """
                SELECT CAST(current_setting('server_version_num') AS BIGINT),
                  current_setting('server_encoding'), current_setting('fsync'),
                  current_setting('full_page_writes'), pg_is_in_recovery(),
                  coalesce(current_schema(), '')
                """,
                row ->
                    new Facts(
                        row.longAt(1),
                        row.text(2),
                        row.text(3),
                        row.text(4),
                        row.booleanAt(5),
                        row.text(6)))
            .orElseThrow();
    must(
        facts.version() >= VERSION_MIN * 10_000L,
        "the server is PostgreSQL " + facts.version() / 10_000 + "; 16 or newer is needed");
    must(
        facts.encoding().equals("UTF8"),
        "the database has the encoding "
            + facts.encoding()
            + "; create one with ENCODING 'UTF8' TEMPLATE template0");
    must(
        facts.fsync().equals("on") && facts.fullPageWrites().equals("on"),
        "the server does not write through to its disk, and would lose what it has confirmed; set"
            + " fsync and full_page_writes to on");
    must(!facts.isStandby(), "the server is a standby; name the primary");
    must(
        !facts.schema().isEmpty(),
        "the schema is missing, or the user may not use it; create it, or grant its use");
  }

  private static void must(boolean fit, String advice) {
    if (!fit) {
      throw new DatabaseRefusedException(advice);
    }
  }
}
