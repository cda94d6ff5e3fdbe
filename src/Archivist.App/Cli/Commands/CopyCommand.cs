using System.CommandLine;
using Archivist.Operations.Archives;
using Archivist.Operations.Events;
using Archivist.Platform.Text;
using Archivist.Repository.Copying;
using Archivist.Repository.Ids;
using Archivist.Repository.Opening;
using Archivist.Repository.Packs;

namespace Archivist.App.Cli.Commands;

/// <summary><c>archivist copy</c></summary>
internal static class CopyCommand
{
    private static readonly Argument<string[]> Named = new("snapshots") { Description = "Ids, or 'latest'; all that match without any.", Arity = ArgumentArity.ZeroOrMore };
    private static readonly Option<string> From = new("--from-repo") { Description = "The repository to copy from.", HelpName = "place", Required = true };
    private static readonly Option<string?> FromPasswordFile = new("--from-password-file") { Description = "A file with its password [asked for]", HelpName = "file" };
    private static readonly Option<bool> DryRun = new("--dry-run", "-n") { Description = "Only say what would be copied." };
    private static readonly SnapshotFilterOptions Filter = new("-H");

    internal static Command Create()
    {
        var command = new Command("copy", "Copy snapshots into --repo from another repository with its own keys.\n\nExample: archivist copy --from-repo /mnt/old --from-password-file old.key --repo /var/lib/archivist/alice") { Named, From, FromPasswordFile, DryRun };
        Filter.AddTo(command);
        command.Add(CommonOptions.NoLock);
        command.SetAction(RunAsync);
        return command;
    }

    private static async Task<int> RunAsync(ParseResult parsed, CancellationToken cancellationToken)
    {
        var repository = await parsed.Archive().UnlockAsync(cancellationToken);
        var found = await SealedRepository.FindAsync(parsed.Context().Operation.OpenStore(parsed.GetValue(From)!), cancellationToken);
        var password = parsed.GetValue(FromPasswordFile) is { Length: > 0 } file
            ? await Operations.Archives.Password.ReadFileAsync(file, cancellationToken)
            : await parsed.Context().Operation.AskPasswordAsync(new Question.Password(parsed.GetValue(From)), cancellationToken);
        var source = parsed.Context().Operation.PassingOver(await found.UnlockAsync(password, cancellationToken));
        await using var reading = await parsed.Archive().LockForReadingAsync(source, exclusive: false, cancellationToken);
        if (parsed.GetValue(DryRun))
            return await CopyAsync(parsed, source, repository, cancellationToken);
        await using var held = await parsed.Archive().LockAsync(repository, exclusive: false, cancellationToken);
        return await held.RunAsync(stop => CopyAsync(parsed, source, repository, stop), cancellationToken);
    }

    private static async Task<int> CopyAsync(ParseResult parsed, OpenRepository source, OpenRepository repository, CancellationToken cancellationToken)
    {
        var context = parsed.Context();
        var all = await source.ListSnapshotsAsync(cancellationToken);
        var filter = Filter.Read(parsed);
        var named = parsed.GetValue(Named) ?? [];
        // The ledger is that of the repository that is copied into.
        await LatestWarning.TellAsync(parsed.Archive(), false, source, all, filter, named, cancellationToken);
        var copy = await SnapshotCopy.PrepareAsync(
            await source.LoadIndexAsync(cancellationToken), await repository.LoadIndexAsync(cancellationToken),
            named.Length > 0 ? [.. named.Select(reference => filter.Find(all, reference))] : [.. all.Where(filter.Matches)], cancellationToken);
        var dryRun = parsed.GetValue(DryRun);
        var progress = new ProgressDisplay<WriteTotals>(context.Output, context.Clock, (totals, elapsed) =>
            $"{Quantity.Bytes(totals.NewBytes)} copied, {Quantity.Rate(totals.NewBytes, elapsed)}");
        foreach (var snapshot in copy.Pending)
        {
            var (copied, added) = dryRun ? (null, default) : await copy.CopyAsync(snapshot, progress, cancellationToken);
            context.Output.Show(
                new CopiedRecord("copied", snapshot.Id.ToString(), copied?.Id.ToString(), snapshot.Time.ToString(), added.NewBytes, added.StoredBytes, dryRun),
                CliJson.Default.CopiedRecord,
                record => dryRun ? $"{record.SnapshotId[..8]} of {record.Time} would be copied"
                    : $"{record.SnapshotId[..8]} of {record.Time} copied as {record.CopyId![..8]}: {Quantity.Bytes(record.NewBytes)} new, stored as {Quantity.Bytes(record.StoredBytes)}");
        }

        context.Output.Line(
            $"{Quantity.Count(copy.Pending.Count, "snapshot", "snapshots")} {(dryRun ? "would be copied" : "copied")}, {copy.Present} there already");
        return 0;
    }
}
