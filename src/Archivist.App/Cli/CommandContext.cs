using Archivist.Operations.Events;

namespace Archivist.App.Cli;

/// <summary>The context of one command line.</summary>
/// <param name="Output">Where results are shown.</param>
/// <param name="Events">Where operations report and ask.</param>
/// <param name="Environment">What every operation is given.</param>
internal sealed record CommandContext(Output Output, IOperationEvents Events, OperationEnvironment Environment)
{
    internal TimeProvider Clock => Environment.Clock;

    /// <summary>What asks the verb to stop; null where nothing does.</summary>
    internal StopSignals? Signals { get; init; }
}
