using System.CommandLine;

namespace Archivist.App.Cli;

/// <summary>Carries the context of a command line to the action of its verb.</summary>
internal sealed class CommandInvocation(CommandContext context) : InvocationConfiguration
{
    internal CommandContext Context => context;
}
