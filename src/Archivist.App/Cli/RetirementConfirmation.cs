using System.CommandLine;
using System.Text;
using Archivist.App.Messages;
using Archivist.Platform.Problems;
using Archivist.Platform.Terminals;

namespace Archivist.App.Cli;

/// <summary>What is asked before a replica is retired, and the flag that answers.</summary>
internal static class RetirementConfirmation
{
    internal static Option<bool> Yes { get; } = new("--yes", "-y") { Description = "Don't ask." };

    /// <summary>Asks once: the data stays where it is.</summary>
    /// <exception cref="ArchivistException"><see cref="Failure.Usage"/>: there is no one to ask.</exception>
    internal static bool Ask(string replica, string address)
    {
        if (Console.IsInputRedirected)
            throw CommandLineProblem.Usage($"{replica}: there is no terminal to ask whether this replica may be retired", "Give --yes.");
        Console.Error.Write($"Replica {replica} will no longer be filled, audited or counted; its data stays at {address}. Go on? (yes/no) ");
        return Terminal.ReadLine() is { } line && Encoding.UTF8.GetString(line).Trim() is "yes";
    }
}
