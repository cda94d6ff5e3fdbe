using Archivist.Platform.Problems;

namespace Archivist.Operations.Problems;

/// <summary>There is no settings file in any of the usual places.</summary>
public sealed record NoSettings(string FileName, IReadOnlyList<string> Places) : Problem(Failure.Usage, FileName);
