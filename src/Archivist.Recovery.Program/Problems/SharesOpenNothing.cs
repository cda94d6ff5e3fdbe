using Archivist.Platform.Problems;

namespace Archivist.Recovery.Program.Problems;

/// <summary>The password that shares gave opens no key of the disc.</summary>
internal sealed record SharesOpenNothing() : Problem(Failure.WrongKey, "shares");
