using Archivist.Platform.Files;
using Archivist.Platform.Problems;
using Archivist.Platform.Processes;
using Archivist.Recovery.Builder.Problems;

namespace Archivist.Recovery.Builder;

/// <summary>A directory into which Debian packages were unpacked, seen as the root of a machine.</summary>
internal sealed class UnpackedTree(string root)
{
    private const string Multiarch = "x86_64-linux-gnu";

    private static readonly string[] LibraryFolders = [$"lib/{Multiarch}", $"usr/lib/{Multiarch}"];

    /// <summary>The directory itself.</summary>
    internal string Root => root;

    /// <summary>The host path of the first candidate that exists. Symbolic links are followed inside the tree, never out of it.</summary>
    internal string Find(params string[] candidates) =>
        candidates.Select(Resolve).FirstOrDefault(path => path is not null)
        ?? throw new ArchivistException(new PackageFileMissing(candidates[0]));

    /// <summary>The host path of a shared library, by the name that programs load it by.</summary>
    internal string FindLibrary(string soname) => Find([.. LibraryFolders.Select(folder => $"{folder}/{soname}")]);

    /// <summary>
    /// Runs a program of the tree with the tree's own libraries, so that neither the host's versions nor its package state matter.
    /// </summary>
    internal async Task<ToolResult> RunAsync(string name, string[] candidates, IReadOnlyList<string> arguments, CancellationToken cancellationToken)
    {
        var libraries = string.Join(':', LibraryFolders.Select(folder => Path.Combine(root, folder)));
        var command = new ToolCommand(
            FindLibrary("ld-linux-x86-64.so.2"),
            ["--library-path", libraries, "--argv0", name, Find(candidates), .. arguments])
        {
            Environment = new Dictionary<string, string?>
            {
                ["LC_ALL"] = "C",
                ["TZ"] = "UTC",
                // mksquashfs refuses to be given the time twice; its own options set it.
                ["SOURCE_DATE_EPOCH"] = null,
            },
        };
        var result = await ToolProcess.RunAsync(command, cancellationToken);
        return (result with { Command = command with { Tool = name } }).EnsureSuccess();
    }

    private string? Resolve(string path)
    {
        var parts = new Stack<string>(path.Split('/', StringSplitOptions.RemoveEmptyEntries).Reverse());
        var current = new List<string>();
        for (var links = 0; parts.TryPop(out var part);)
        {
            if (part is ".")
                continue;
            if (part is "..")
            {
                current.RemoveRange(Math.Max(0, current.Count - 1), Math.Min(1, current.Count));
                continue;
            }

            var link = new FileInfo(Path.Combine([root, .. current, part])).LinkTarget;
            if (link is null)
            {
                current.Add(part);
                continue;
            }

            if (++links > 40)
                return null;
            if (link.StartsWith('/'))
                current.Clear();
            foreach (var piece in link.Split('/', StringSplitOptions.RemoveEmptyEntries).Reverse())
                parts.Push(piece);
        }

        var resolved = Path.Combine([root, .. current]);
        return FileLookup.Find(resolved) is null ? null : resolved;
    }
}
