using Archivist.Images.Model;
using Archivist.Images.Problems;
using Archivist.Images.Reading;
using Archivist.Images.Udf;

namespace Archivist.Images.Verifying;

/// <summary>Checks that both file systems name the same tree over the same extents, and that no two files share bytes.</summary>
internal static class TreeComparison
{
    internal static void Compare(DiscEntry iso, DiscEntry udf, Findings findings)
    {
        var pending = new Stack<(DiscEntry Iso, DiscEntry Udf)>([(iso, udf)]);
        while (pending.TryPop(out var pair))
        {
            var children = pair.Iso.Children.OrderBy(child => child.Name, StringComparer.Ordinal).ToList();
            var names = UdfNames.For(children.ConvertAll(child => child.Name));
            for (var i = 0; i < names.Length; i++)
            {
                if (pair.Udf.Child(names[i]) is not { } twin)
                {
                    Differ(children[i], TreeDifference.MissingInUdf, findings);
                    continue;
                }

                CompareEntry(children[i], twin, findings);
                if (children[i].Kind is DiscEntryKind.Folder && twin.Kind is DiscEntryKind.Folder)
                    pending.Push((children[i], twin));
            }

            var known = names.ToHashSet(StringComparer.Ordinal);
            foreach (var extra in pair.Udf.Children.Where(child => !known.Contains(child.Name)))
                Differ(extra, TreeDifference.OnlyInUdf, findings);
        }
    }

    /// <summary>All extents in the order of the disc; a shared block would mean that one file is damaged by design.</summary>
    internal static void CheckOverlaps(IEnumerable<DiscEntry> files, Findings findings)
    {
        var end = 0L;
        (DiscExtent Extent, uint Links) last = default;
        foreach (var (file, extent) in files
            .SelectMany(file => file.Extents.Select(extent => (File: file, Extent: extent)))
            .OrderBy(pair => pair.Extent.Offset))
        {
            // Names of one file share all of it.
            var isSame = extent == last.Extent && file.Links > 1 && file.Links == last.Links;
            if (extent.Offset < end && !isSame)
                findings.Damaged(file.Path, extent.Offset, "shares bytes with another file");
            last = (extent, file.Links);
            end = Math.Max(end, extent.Offset + extent.Length);
        }
    }

    private static void CompareEntry(DiscEntry iso, DiscEntry udf, Findings findings)
    {
        if (iso.Kind != udf.Kind)
            Differ(iso, TreeDifference.Kind, findings);
        else if (iso.Length != udf.Length || !Joined(iso.Extents).SequenceEqual(Joined(udf.Extents)))
            Differ(iso, TreeDifference.Place, findings);
        else if (iso.LinkTarget is { } target && InUdf(target) != udf.LinkTarget)
            Differ(iso, TreeDifference.Target, findings);
        else if (iso.Mode != udf.Mode)
            Differ(iso, TreeDifference.Mode, findings);
        else if ((iso.UserId, iso.GroupId) != (udf.UserId, udf.GroupId))
            Differ(iso, TreeDifference.Owner, findings);
        else if (iso.Device != udf.Device)
            Differ(iso, TreeDifference.Device, findings);
    }

    /// <summary>UDF cuts names that are too long for it, in targets as well.</summary>
    private static string InUdf(string target) =>
        target.Length == 0 ? "" : UdfEntry.LinkTarget(PathComponents.Of(target), "link", 0);

    /// <summary>Both file systems cut long files into extents of their own size; neighbours count as one.</summary>
    internal static List<DiscExtent> Joined(IReadOnlyList<DiscExtent> extents)
    {
        var joined = new List<DiscExtent>();
        foreach (var extent in extents)
        {
            if (joined.Count > 0 && joined[^1].Offset + joined[^1].Length == extent.Offset)
                joined[^1] = joined[^1] with { Length = joined[^1].Length + extent.Length };
            else
                joined.Add(extent);
        }

        return joined;
    }

    private static void Differ(DiscEntry entry, TreeDifference difference, Findings findings) => findings.Add(new ImageFinding.TreesDiffer
    {
        Thing = entry.Path,
        Offset = entry.Extents.Count > 0 ? entry.Extents[0].Offset : 0,
        Difference = difference,
    });
}
