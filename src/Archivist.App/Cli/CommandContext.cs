using Archivist.Operations;
using Archivist.Operations.Events;

namespace Archivist.App.Cli;

/// <summary>What one command line is given: where to speak, the clock, and the context of the operation behind it.</summary>
internal sealed record CommandContext(Output Output, OperationContext Operation)
{
    /// <summary>Where operations speak and ask.</summary>
    internal IOperationEvents Events => Operation.Events;

    /// <summary>What every operation is given.</summary>
    internal OperationEnvironment Environment => Operation.Environment;

    internal TimeProvider Clock => Operation.Clock;
}
