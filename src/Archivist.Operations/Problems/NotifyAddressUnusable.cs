using Archivist.Platform.Problems;

namespace Archivist.Operations.Problems;

/// <summary>What a reference leads to is not an address that notifications can be sent to. It may be secret, and is not repeated.</summary>
public sealed record NotifyAddressUnusable(string Target, string Reference) : Problem(Failure.Usage, Target);
