using Archivist.Operations.Problems;
using Archivist.Platform.Files;
using Archivist.Platform.Problems;

namespace Archivist.Operations.Discs.Mastering;

/// <summary>Gives each source of an image its path on the disc.</summary>
internal static class MasterSources
{
    /// <summary>
    /// What a single directory holds becomes the root; otherwise each source keeps its name. Two sources of one name are refused unless they are to be merged.
    /// </summary>
    internal static IReadOnlyList<(string Source, string Name)> Name(MasterDiscRequest request)
    {
        if (request is { Sources: [var only], Grafts.Count: 0 } && FileLookup.IsDirectory(only))
            return [(only, "")];
        var named = request.Sources.Select(source => (Source: source, Name: NameOf(source))).Concat(request.Grafts.Select(graft => (graft.Source, Name: graft.Path))).ToList();
        // Several roots are merged by definition; whatever meets below them is found when the tree is built.
        var twice = named.Where(source => source.Name.Length > 0).GroupBy(source => source.Name, StringComparer.Ordinal).FirstOrDefault(group => group.Count() > 1);
        return twice is null || request.Merges ? named
            : throw new ArchivistException(new NameTwiceOnDisc(twice.ElementAt(0).Source, twice.ElementAt(1).Source, twice.Key));
    }

    private static string NameOf(string source) =>
        Path.GetFileName(Path.TrimEndingDirectorySeparator(Path.GetFullPath(source))) is { Length: > 0 } name
            ? name
            : throw new ArchivistException(new SourceHasNoName(source));
}
