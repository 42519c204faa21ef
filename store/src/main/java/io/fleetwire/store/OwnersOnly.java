package io.fleetwire.store;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;

/// Makes files and folders into which nobody but their owner looks, because private keys will be in
/// there; where the file system knows no rights, like any other.
final class OwnersOnly {
  private OwnersOnly() {}

  /// The folder, with those above it that are missing.
  static void createFolder(Path folder) throws IOException {
    Files.createDirectories(folder, rights(folder, "rwx------"));
  }

  /// An empty file, which must not be there yet.
  static void createFile(Path file) throws IOException {
    Files.createFile(file, rights(file, "rw-------"));
  }

  private static FileAttribute<?>[] rights(Path path, String rights) {
    boolean posix = path.getFileSystem().supportedFileAttributeViews().contains("posix");
    return posix
        ? new FileAttribute<?>[] {
          PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(rights))
        }
        : new FileAttribute<?>[0];
  }
}
