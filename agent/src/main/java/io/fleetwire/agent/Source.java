package io.fleetwire.agent;

import java.io.IOException;

/// A daemon that knows which devices are attached.
interface Source {

  /// What it is called in sentences.
  String daemon();

  /// Which devices it knows, in the vendor's spelling.
  String platform();

  DaemonAddress address();

  /// What an operator can do when it does not answer.
  String advice();

  /// Listens on an open connection and tells the roster, until the daemon hangs up or says
  /// something that cannot be understood.
  void listen(Wire wire, Roster roster) throws IOException;
}
