using Archivist.Platform.Problems;

namespace Archivist.Recovery.Program.Problems;

/// <summary>A drill is to open the disc through its keyring, and the disc has none.</summary>
internal sealed record KeyringNotOnDisc() : Problem(Failure.WrongKey, "keyring");
