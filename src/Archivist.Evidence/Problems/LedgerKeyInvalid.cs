using Archivist.Platform.Problems;

namespace Archivist.Evidence.Problems;

/// <summary>The key file does not hold a key that signs notes.</summary>
public sealed record LedgerKeyInvalid(string KeyFile) : Problem(Failure.WrongKey, KeyFile);
