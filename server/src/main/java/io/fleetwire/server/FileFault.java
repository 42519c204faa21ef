package io.fleetwire.server;

import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.util.Objects;

/// Why a file cannot be read, in words for whoever named it.
final class FileFault {
  private FileFault() {}

  static String words(IOException e) {
    return switch (e) {
      case NoSuchFileException _ -> "there is no such file";
      case AccessDeniedException _ -> "you may not read it";
      case CharacterCodingException _ -> "it is no text in UTF-8";
      case FileSystemException fault when fault.getReason() != null -> fault.getReason();
      default -> Objects.requireNonNullElse(e.getMessage(), e.toString());
    };
  }
}
