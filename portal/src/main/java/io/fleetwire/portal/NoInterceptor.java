package io.fleetwire.portal;

import gg.jte.TemplateOutput;
import gg.jte.html.HtmlInterceptor;
import java.util.Map;

/// Templates could have a word with each form; ours write their hidden fields themselves.
enum NoInterceptor implements HtmlInterceptor {
  INSTANCE;

  @Override
  public void onHtmlTagOpened(String name, Map<String, Object> attributes, TemplateOutput output) {}

  @Override
  public void onHtmlTagClosed(String name, TemplateOutput output) {}
}
