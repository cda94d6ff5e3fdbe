using Archivist.Platform.Problems;

namespace Archivist.Operations.Problems;

/// <summary>Too soon after a wrong one-time code.</summary>
/// <param name="Wait">How long the attempt has to wait.</param>
public sealed record CodesWait(TimeSpan Wait) : Problem(Failure.WrongKey, "codes");
