using Archivist.Platform.Problems;

namespace Archivist.Operations.Problems;

/// <summary>An environment variable numbers a table of the settings that does not exist and is not the next.</summary>
public sealed record TableNumberInvalid(string Variable, string Table, string Number, int Next) : Problem(Failure.Usage, Variable);
