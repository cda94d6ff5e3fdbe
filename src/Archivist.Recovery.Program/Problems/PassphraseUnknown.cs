using Archivist.Platform.Problems;

namespace Archivist.Recovery.Program.Problems;

/// <summary>None of the passphrases that were typed opens a key of the disc.</summary>
internal sealed record PassphraseUnknown() : Problem(Failure.WrongKey, "passphrase");
