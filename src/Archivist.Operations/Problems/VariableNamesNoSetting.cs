using Archivist.Platform.Problems;

namespace Archivist.Operations.Problems;

/// <summary>An environment variable with the prefix of settings names no setting.</summary>
public sealed record VariableNamesNoSetting(string Variable, string Prefix) : Problem(Failure.Usage, Variable);
