using System.Globalization;
using Archivist.Platform;
using Archivist.Platform.FileSystem;
using Archivist.Platform.Files;
using Archivist.Repository.Snapshots;
using Archivist.Repository.Trees;

namespace Archivist.Restore.Mounting;

/// <summary>
/// The directories above the snapshots, as restic's mount has them: <c>ids/ID</c>, <c>snapshots/TIME</c>, <c>hosts/HOST/TIME</c>,
/// <c>tags/TAG/TIME</c>, and <c>latest</c> beside every list of times.
/// </summary>
internal static class MountLayout
{
    /// <param name="snapshots">Oldest first.</param>
    /// <param name="who">Owns the directories.</param>
    /// <param name="now">The time of the directories that belong to no snapshot.</param>
    internal static MountFolder Of(IReadOnlyList<Snapshot> snapshots, Operator who, GoTime now)
    {
        var layout = new Layout(who, now);
        var hosts = snapshots.GroupBy(snapshot => snapshot.Hostname, StringComparer.Ordinal);
        var tags = snapshots.SelectMany(snapshot => snapshot.Tags.Distinct(StringComparer.Ordinal).Select(tag => (Tag: tag, Snapshot: snapshot)))
            .GroupBy(pair => pair.Tag, pair => pair.Snapshot, StringComparer.Ordinal);
        return new MountFolder(
        [
            layout.Folder("ids", new MountFolder(snapshots.Select(snapshot => layout.Root(snapshot.Id.Value.Short, snapshot)))),
            layout.Folder("snapshots", layout.ByTime(snapshots)),
            layout.Folder("hosts", new MountFolder(hosts.Select(host => layout.Folder(Safe(host.Key), layout.ByTime([.. host]))))),
            layout.Folder("tags", new MountFolder(tags.Select(tag => layout.Folder(Safe(tag.Key), layout.ByTime([.. tag]))))),
        ]);
    }

    /// <summary>A host or a tag may be any text; a name may not hold a slash.</summary>
    private static string Safe(string text) => text is "" or "." or ".." ? "_" : text.Replace('/', '_').Replace('\0', '_');

    private sealed class Layout(Operator who, GoTime now)
    {
        internal MountItem Folder(string name, MountFolder entries) => new(Describe(name, NodeType.Directory, now), entries);

        internal MountItem Root(string name, Snapshot snapshot) =>
            new(Describe(name, NodeType.Directory, snapshot.Time) with { Subtree = snapshot.Tree }, null);

        /// <summary>Snapshots of the same second get <c>-1</c>, <c>-2</c> … behind their time.</summary>
        internal MountFolder ByTime(IReadOnlyList<Snapshot> snapshots)
        {
            var items = new List<MountItem>();
            var taken = new HashSet<string>(StringComparer.Ordinal);
            var last = "";
            foreach (var snapshot in snapshots)
            {
                var time = NameOf(snapshot.Time);
                last = time;
                for (var i = 1; !taken.Add(last); i++)
                    last = string.Create(CultureInfo.InvariantCulture, $"{time}-{i}");
                items.Add(Root(last, snapshot));
            }

            if (items.Count > 0)
                items.Add(new MountItem(
                    Describe("latest", NodeType.SymbolicLink, snapshots[^1].Time) with { LinkTarget = System.Text.Encoding.UTF8.GetBytes(last), Permissions = 0x1FF },
                    null));
            return new MountFolder(items);
        }

        /// <summary>RFC 3339 in whole seconds.</summary>
        private static string NameOf(GoTime time) => (time with { Nanoseconds = 0 }).ToString();

        private Node Describe(string name, NodeType type, GoTime time) => new()
        {
            Name = FileName.Of(name),
            Type = type,
            Permissions = 0x16D,
            ModifiedAt = time,
            AccessedAt = time,
            ChangedAt = time,
            UserId = who.UserId,
            GroupId = who.GroupId,
        };
    }
}
