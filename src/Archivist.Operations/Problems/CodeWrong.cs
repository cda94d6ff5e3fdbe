using Archivist.Platform.Problems;

namespace Archivist.Operations.Problems;

/// <summary>A one-time code is wrong, used up, or not among the next ones.</summary>
/// <param name="Wait">How long the next attempt has to wait.</param>
public sealed record CodeWrong(TimeSpan Wait) : Problem(Failure.WrongKey, "codes");
