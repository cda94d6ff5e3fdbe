namespace Archivist.App.Cli;

/// <summary>What every command is given: where to speak, and the clock.</summary>
internal sealed record CommandContext(Output Output, TimeProvider Clock)
{
    /// <summary>Of this process; one command line is one context.</summary>
    internal static CommandContext Current
    {
        get => field ?? throw new InvalidOperationException("No command is running.");
        set;
    }
}
