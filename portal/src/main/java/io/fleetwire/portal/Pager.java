package io.fleetwire.portal;

import io.fleetwire.web.PageNumber;

/// Where one is in a list of numbered pages; `path` has a query already, or ends in `?`.
record Pager(String path, PageNumber page, long total) {

  boolean isNeeded() {
    return total > page.size();
  }

  String words() {
    long first = Math.min(total, page.offset() + 1);
    long last = Math.min(total, page.offset() + page.size());
    return Amounts.count(first) + " to " + Amounts.count(last) + " of " + Amounts.count(total);
  }

  boolean isFirst() {
    return page.number() == 0;
  }

  boolean isLast() {
    return page.offset() + page.size() >= total;
  }

  String previous() {
    return to(page.number() - 1);
  }

  String next() {
    return to(page.number() + 1);
  }

  private String to(int number) {
    return path + "&pageNum=" + number;
  }
}
