using System.CommandLine;
using Archivist.Operations.Archives;
using Archivist.Platform.Problems;
using Archivist.Platform.Text;
using Archivist.Repository.Ids;
using Archivist.Repository.Locks;
using Archivist.Repository.Opening;
using Archivist.Repository.Snapshots;
using Archivist.Repository.Tagging;

namespace Archivist.App.Cli.Commands;

/// <summary><c>archivist tag</c></summary>
internal static class TagCommand
{
    private static readonly Argument<string[]> Named = new("snapshots") { Description = "Ids, or 'latest'; all that match without any.", Arity = ArgumentArity.ZeroOrMore };
    private static readonly Option<string[]> Add = new("--add") { Description = "Tags to add; may be repeated.", HelpName = "tag,tag" };
    private static readonly Option<string[]> Remove = new("--remove") { Description = "Tags to take away; may be repeated.", HelpName = "tag,tag" };
    private static readonly Option<string[]> Set = new("--set") { Description = "The only tags there are to be; may be repeated; '' for none.", HelpName = "tag,tag" };
    private static readonly Option<bool> DryRun = new("--dry-run", "-n") { Description = "Only say what would be changed." };
    private static readonly SnapshotFilterOptions Filter = new("-H");

    internal static Command Create()
    {
        var command = new Command("tag", "Change the tags of snapshots. A changed snapshot gets a new id.\n\nExample: archivist tag --add keep,house latest") { Named, Add, Remove, Set, DryRun };
        Filter.AddTo(command);
        command.SetAction(RunAsync);
        return command;
    }

    private static async Task<int> RunAsync(ParseResult parsed, CancellationToken cancellationToken)
    {
        var change = new TagChange(parsed.GetResult(Set) is null ? null : Words(parsed, Set), Words(parsed, Add), Words(parsed, Remove));
        if (change is { Set: null, Add.Count: 0, Remove.Count: 0 } || (change.Set is not null && change.Add.Count + change.Remove.Count > 0))
            throw new ArchivistException(Failure.Usage, "give either --set, or --add and --remove") { Hint = "See 'archivist tag --help'." };
        var repository = await parsed.Archive().UnlockAsync(cancellationToken);
        if (parsed.GetValue(DryRun))
            return await ChangeAsync(parsed, repository, null, change, cancellationToken);
        await using var held = await parsed.Archive().LockAsync(repository, exclusive: true, cancellationToken);
        return await held.RunAsync(stop => ChangeAsync(parsed, repository, held, change, stop), cancellationToken);
    }

    private static async Task<int> ChangeAsync(ParseResult parsed, OpenRepository repository, RepositoryLock? held, TagChange change, CancellationToken cancellationToken)
    {
        var output = parsed.Context().Output;
        var all = await repository.ListSnapshotsAsync(cancellationToken);
        var filter = Filter.Read(parsed);
        var named = parsed.GetValue(Named) ?? [];
        var changed = 0;
        await LatestWarning.TellAsync(parsed.Archive(), true, repository, all, filter, named, cancellationToken);
        foreach (var snapshot in named.Length > 0 ? [.. named.Select(reference => filter.Find(all, reference))] : all.Where(filter.Matches).ToList())
        {
            var tags = change.ApplyTo(snapshot.Tags);
            if (tags.SequenceEqual(snapshot.Tags))
                continue;
            changed++;
            var written = held is null ? null : await change.WriteAsync(repository, snapshot, held, cancellationToken);
            output.Show(
                new TaggedRecord("tagged", snapshot.Id.ToString(), written?.Id.ToString(), tags, held is null), CliJson.Default.TaggedRecord,
                record => $"{record.SnapshotId[..8]} {(held is null ? "would have" : $"is now {record.NewId![..8]} with")} tags: {string.Join(' ', record.Tags)}");
        }

        output.Line($"{Quantity.Count(changed, "snapshot", "snapshots")} {(held is null ? "would be changed" : "changed")}");
        return 0;
    }

    private static IReadOnlyList<string> Words(ParseResult parsed, Option<string[]> option) =>
        [.. (parsed.GetValue(option) ?? []).SelectMany(SnapshotFilter.ParseTags)];
}
