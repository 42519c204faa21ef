package io.fleetwire.web;

/// A name and its value, decoded: of a query or a form.
public record Parameter(String name, String value) {}
