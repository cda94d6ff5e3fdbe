using Archivist.Images.Reading;
using Archivist.Platform.Problems;

namespace Archivist.Images.Verifying;

/// <summary>Collects findings, up to more than anyone would read.</summary>
internal sealed class Findings
{
    private const int Max = 1000;

    private readonly List<ImageFinding> _list = [];
    private readonly Lock _gate = new();

    private readonly List<Problem> _notes = [];

    internal IReadOnlyList<ImageFinding> List => _list;

    internal IReadOnlyList<Problem> Notes => _notes;

    /// <summary>Notes an oddity that is no damage.</summary>
    internal void Note(Problem note)
    {
        lock (_gate)
            _notes.Add(note);
    }

    internal void Add(ImageFinding finding)
    {
        lock (_gate)
        {
            if (_list.Count < Max)
                _list.Add(finding);
        }
    }

    internal void Damaged(string thing, long offset, string cause) =>
        Add(new ImageFinding.DamagedStructure { Thing = thing, Offset = offset, Cause = new Cause.Detail(cause) });

    /// <summary>Runs a check; damage becomes a finding, and the result is null.</summary>
    internal async Task<T?> TryAsync<T>(Func<Task<T>> check)
        where T : class
    {
        try
        {
            return await check();
        }
        catch (DamagedImageException e)
        {
            Damaged(e.Thing, e.Offset, e.Reason);
            return null;
        }
    }
}
