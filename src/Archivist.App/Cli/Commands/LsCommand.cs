using System.CommandLine;
using System.Globalization;
using System.Text;
using Archivist.App.Composition;
using Archivist.Repository;

namespace Archivist.App.Cli.Commands;

/// <summary><c>archivist ls</c></summary>
internal static class LsCommand
{
    private static readonly Argument<string> Snapshot = new("snapshot") { Description = "An id, the beginning of one, or 'latest'." };
    private static readonly Argument<string?> Below = new("path") { Description = "List only what lies at or below this path.", DefaultValueFactory = _ => null };
    private static readonly Option<bool> Long = new("--long", "-l") { Description = "Show permissions, owner, size and time." };

    internal static Command Create()
    {
        var command = new Command("ls", "List the files of a snapshot.\n\nExample: archivist ls latest /home/alice --long") { Snapshot, Below, Long };
        command.SetAction(RunAsync);
        return command;
    }

    private static async Task<int> RunAsync(ParseResult parsed, CancellationToken cancellationToken)
    {
        var repository = await Session.UnlockAsync(parsed, cancellationToken);
        var snapshot = await repository.FindSnapshotAsync(parsed.GetValue(Snapshot)!, cancellationToken);
        var indexed = await repository.LoadIndexAsync(cancellationToken);
        var below = "/" + (parsed.GetValue(Below) ?? "").Trim('/');
        var shown = await ListAsync(indexed, snapshot.Tree, "", below == "/" ? "" : below, parsed.GetValue(Long), 0, cancellationToken);
        return shown > 0 || below == "/"
            ? 0
            : throw new ArchivistException(Failure.Usage, $"{below}: it is not in snapshot {snapshot.Id.Value.Short}")
            {
                Hint = "List the whole snapshot with 'archivist ls'.",
            };
    }

    private static async Task<long> ListAsync(
        IndexedRepository repository, BlobId tree, string folder, string below, bool isLong, int depth, CancellationToken cancellationToken)
    {
        if (depth % 64 == 63)
            await Task.Yield();
        long shown = 0;
        foreach (var node in await repository.ReadTreeAsync(tree, cancellationToken))
        {
            var path = folder + "/" + node.Name;
            var isBelow = below.Length == 0 || path == below || path.StartsWith(below + "/", StringComparison.Ordinal);
            if (!isBelow && !below.StartsWith(path + "/", StringComparison.Ordinal))
                continue;
            if (isBelow)
            {
                Show(node, path, isLong);
                shown++;
            }

            if (node.Subtree is { } subtree)
                shown += await ListAsync(repository, subtree, path, below, isLong, depth + 1, cancellationToken);
        }

        return shown;
    }

    private static void Show(Node node, string path, bool isLong)
    {
        var target = node.LinkTarget is null ? null : Encoding.UTF8.GetString(node.LinkTarget);
        CommandContext.Current.Output.Show(
            new EntryRecord(
                "entry", path, node.Type.ToString(), Convert.ToString(node.Permissions, 8).PadLeft(4, '0'), node.UserId, node.GroupId,
                node.Size, node.ModifiedAt.ToString(), target),
            CliJson.Default.EntryRecord,
            record => !isLong
                ? record.Path
                : string.Create(
                    CultureInfo.InvariantCulture,
                    $"{Mode(node)} {node.UserId,5} {node.GroupId,5} {node.Size,12} {node.ModifiedAt.ToDateTimeOffset():yyyy-MM-dd HH:mm:ss} {path}")
                    + (target is null ? "" : " -> " + new FileName(node.LinkTarget!)));
    }

    private static string Mode(Node node)
    {
        var text = new StringBuilder(node.Type switch
        {
            NodeType.Directory => "d",
            NodeType.SymbolicLink => "l",
            NodeType.BlockDevice => "b",
            NodeType.CharacterDevice => "c",
            NodeType.Fifo => "p",
            NodeType.Socket => "s",
            _ => "-",
        });
        const string letters = "rwxrwxrwx";
        for (var i = 0; i < 9; i++)
            text.Append((node.Permissions >> (8 - i) & 1) != 0 ? letters[i] : '-');
        foreach (var (bit, place, with, without) in new[] { (0x800, 3, 's', 'S'), (0x400, 6, 's', 'S'), (0x200, 9, 't', 'T') })
        {
            if ((node.Permissions & bit) != 0)
                text[place] = text[place] == 'x' ? with : without;
        }

        return text.ToString();
    }
}
