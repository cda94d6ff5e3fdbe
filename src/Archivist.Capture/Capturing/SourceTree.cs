using Archivist.Platform.Files;

namespace Archivist.Capture.Capturing;

/// <summary>
/// The directories that lead to the sources: as in restic, a snapshot of <c>/usr/share/doc</c> holds <c>usr</c>, in it
/// <c>share</c>, and in that <c>doc</c> with everything below.
/// </summary>
internal sealed class SourceTree
{
    private readonly SortedDictionary<FileName, SourceTree> _children = [];

    private SourceTree(string path) => Path = path;

    /// <summary>Absolute path of this directory or source.</summary>
    internal string Path { get; }

    /// <summary>Captured with everything below it.</summary>
    internal bool IsSource { get; private set; }

    /// <summary>The sources that lie inside this one.</summary>
    internal IEnumerable<SourceTree> Descendants => _children.Values.SelectMany(child => child.Descendants.Prepend(child));

    internal IEnumerable<(FileName Name, SourceTree Child)> Children => _children.Select(pair => (pair.Key, pair.Value));

    /// <summary>Builds the tree for absolute paths; a source inside another one adds nothing.</summary>
    internal static SourceTree Of(IEnumerable<string> absolutePaths)
    {
        var root = new SourceTree("/");
        foreach (var path in absolutePaths)
        {
            var node = root;
            foreach (var part in path.Split('/', StringSplitOptions.RemoveEmptyEntries))
            {
                var name = FileName.Of(part);
                if (!node._children.TryGetValue(name, out var child))
                    node._children.Add(name, child = new SourceTree(node.Path == "/" ? "/" + part : node.Path + "/" + part));
                node = child;
            }

            node.IsSource = true;
        }

        return root;
    }
}
