using System.CommandLine;
using Archivist.Operations.Copying;
using Archivist.Platform.Problems;
using Archivist.Platform.Text;

namespace Archivist.App.Cli.Commands;

/// <summary><c>archivist copy</c></summary>
internal static class CopyCommand
{
    private static readonly Argument<string[]> Named = new("snapshots") { Description = "Snapshot IDs or 'latest' [all that match]", Arity = ArgumentArity.ZeroOrMore };
    private static readonly Option<string> From = new("--from-repo") { Description = "Repository to copy from.", HelpName = "place", Required = true };
    private static readonly Option<string?> FromPasswordFile = new("--from-password-file") { Description = "File that holds its password [prompt]", HelpName = "file" };
    private static readonly Option<bool> DryRun = new("--dry-run", "-n") { Description = "Change nothing; show what would be copied." };
    private static readonly SnapshotFilterOptions Filter = new("-H");

    internal static Command Create()
    {
        var command = new Command("copy", "Copy snapshots into --repo from another repository with its own keys.\n\nExample: archivist copy --from-repo /mnt/old --from-password-file old.key --repo /var/lib/archivist/alice") { Named, From, FromPasswordFile, DryRun };
        Filter.AddTo(command);
        command.Add(CommonOptions.NoLock);
        command.Add(CommonOptions.NoVerifyWrites);
        command.SetAction(RunAsync);
        return command;
    }

    private static async Task<int> RunAsync(ParseResult parsed, CancellationToken cancellationToken)
    {
        var (context, isDryRun) = (parsed.Context(), parsed.GetValue(DryRun));
        var request = new CopyRequest
        {
            Archive = parsed.Access(),
            From = parsed.GetValue(From)!,
            FromPasswordFile = parsed.GetValue(FromPasswordFile),
            Snapshots = Filter.ReadChoice(parsed, parsed.GetValue(Named)),
            IsDryRun = isDryRun,
            Copied = copied => context.Output.Show(
                new CopiedRecord(
                    "copied", copied.Original.Id.ToString(), copied.Copy?.Id.ToString(), copied.Original.Time.ToString(), copied.Added.NewBytes, copied.Added.StoredBytes, isDryRun),
                static json => json.CopiedRecord,
                record => isDryRun ? $"{record.SnapshotId[..8]} of {record.Time} would be copied"
                    : $"{record.SnapshotId[..8]} of {record.Time} copied as {record.CopyId![..8]}: {Quantity.Bytes(record.NewBytes)} new, stored as {Quantity.Bytes(record.StoredBytes)}"),
        };
        var result = await new CopyOperation(context.Environment).RunAsync(request, context.Events, cancellationToken);
        context.Output.Line($"{Quantity.Count(result.Copied, "snapshot", "snapshots")} {(isDryRun ? "would be copied" : "copied")}, {result.Present} there already");
        return ExitCode.Of(result.Verdict);
    }
}
