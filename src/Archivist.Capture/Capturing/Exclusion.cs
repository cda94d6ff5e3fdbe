using System.IO.Enumeration;
using Archivist.Repository;

namespace Archivist.Capture.Capturing;

/// <summary>Decides what is left out; see <see cref="CaptureRequest.Excludes"/>.</summary>
internal sealed class Exclusion(IReadOnlyList<string> patterns)
{
    private readonly HashSet<string> _paths = [.. patterns.Where(p => p.StartsWith('/')).Select(p => p.TrimEnd('/'))];
    private readonly string[] _names = [.. patterns.Where(p => !p.StartsWith('/'))];

    internal bool Covers(string folder, FileName name)
    {
        if (_paths.Count == 0 && _names.Length == 0)
            return false;
        var text = name.ToString();
        return _names.Any(pattern => FileSystemName.MatchesSimpleExpression(pattern, text, ignoreCase: false))
            || _paths.Contains(folder + "/" + text);
    }
}
