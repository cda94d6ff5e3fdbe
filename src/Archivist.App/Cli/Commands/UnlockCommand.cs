using System.CommandLine;
using Archivist.App.Messages;
using Archivist.Operations.Locking;
using Archivist.Platform.Problems;
using Archivist.Platform.Text;
using Archivist.Repository.Locks;
using Archivist.Repository.Problems;
using Archivist.Repository.Stores;

namespace Archivist.App.Cli.Commands;

/// <summary><c>archivist unlock</c></summary>
internal static class UnlockCommand
{
    private static readonly Option<bool> RemoveAll = new("--remove-all") { Description = "Remove every lock, even of running processes." };
    private static readonly Option<bool> DryRun = new("--dry-run", "-n") { Description = "Change nothing; show which locks would be removed." };

    internal static Command Create()
    {
        var command = new Command("unlock", "Remove stale locks.\n\nExample: archivist unlock --repo /var/lib/archivist/alice")
        {
            RemoveAll, DryRun,
        };
        command.SetAction(RunAsync);
        return command;
    }

    private static async Task<int> RunAsync(ParseResult parsed, CancellationToken cancellationToken)
    {
        var (context, isDryRun) = (parsed.Context(), parsed.GetValue(DryRun));
        var request = new UnlockRequest
        {
            Archive = parsed.Access(),
            RemovesAll = parsed.GetValue(RemoveAll),
            IsDryRun = isDryRun,
            Removed = (name, found) => Show(context.Output, name, found, isDryRun),
        };
        var result = await new UnlockOperation(context.Environment).RunAsync(request, context.Events, cancellationToken);
        context.Output.Line(Quantity.Count(result.Removed, "lock", "locks") + (isDryRun ? " would be removed" : " removed"));
        return ExitCode.Of(result.Verdict);
    }

    private static void Show(Output output, ObjectName name, FoundLock? found, bool dryRun) => output.Show(
        new UnlockRecord(
            "unlock", name.Id.ToString(), found?.IsExclusive, found?.Hostname, found?.Username, found?.ProcessId, found?.Time, Why(found), dryRun),
        static json => json.UnlockRecord,
        record => $"{record.Id[..8]}  {(found is null ? "" : CommandLineMessages.Instance.Of(new LockHeld(found.Holder)).Sentence + "; ")}{record.Why}");

    private static string Why(FoundLock? found) => found?.Age switch
    {
        null => "all locks were asked for",
        LockAge.ProcessGone => "its process is gone",
        LockAge.Damaged => "its file is empty or damaged",
        _ => "not refreshed for half an hour by this machine's clock",
    };
}
