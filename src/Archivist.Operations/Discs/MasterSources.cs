using Archivist.Platform.Files;
using Archivist.Platform.Problems;

namespace Archivist.Operations.Discs;

/// <summary>Gives each source of an image its path on the disc.</summary>
internal static class MasterSources
{
    /// <summary>
    /// What a single directory holds becomes the root; otherwise each source keeps its name. Two sources of one name are refused unless they are to be merged.
    /// </summary>
    internal static IReadOnlyList<(string Source, string Name)> Name(MasterOrder order)
    {
        if (order is { Sources: [var only], Grafts.Count: 0 } && FileLookup.IsDirectory(only))
            return [(only, "")];
        var named = order.Sources.Select(source => (Source: source, Name: NameOf(source))).Concat(order.Grafts.Select(graft => (graft.Source, Name: graft.Path))).ToList();
        // Several roots are merged by definition; whatever meets below them is found when the tree is built.
        var twice = named.Where(source => source.Name.Length > 0).GroupBy(source => source.Name, StringComparer.Ordinal).FirstOrDefault(group => group.Count() > 1);
        return twice is null || order.Merges ? named
            : throw new ArchivistException(Failure.Usage, $"{twice.ElementAt(0).Source} and {twice.ElementAt(1).Source}: both would be '{twice.Key}' on the disc")
            {
                Hint = $"Give one another path with --graft PATH={twice.ElementAt(1).Source}, or make one directory of both with --merge.",
            };
    }

    /// <summary>Reads <c>PATH=SOURCE</c>.</summary>
    internal static (string Path, string Source) ParseGraft(string text)
    {
        var equals = text.IndexOf('=');
        if (equals < 1 || equals == text.Length - 1)
            throw new ArchivistException(Failure.Usage, $"--graft {text}: is not PATH=SOURCE") { Hint = "Write --graft documents/2026=/home/alice/papers, or --graft /=FOLDER for the root." };
        var path = text[..equals].Trim('/');
        return path.Split('/').Any(part => part is "." or "..") || path.Contains("//", StringComparison.Ordinal)
            ? throw new ArchivistException(Failure.Usage, $"--graft {text}: '{path}' is no path of a disc") { Hint = "Leave out '.', '..' and double slashes." }
            : (path, text[(equals + 1)..]);
    }

    private static string NameOf(string source) =>
        Path.GetFileName(Path.TrimEndingDirectorySeparator(Path.GetFullPath(source))) is { Length: > 0 } name
            ? name
            : throw new ArchivistException(Failure.Usage, $"{source}: has no name that it could have on the disc") { Hint = $"Give it one with --graft NAME={source}." };
}
