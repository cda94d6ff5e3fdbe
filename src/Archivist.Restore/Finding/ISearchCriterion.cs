using Archivist.Repository.Walking;

namespace Archivist.Restore.Finding;

/// <summary>Says which entries are sought.</summary>
public interface ISearchCriterion
{
    /// <summary>Whether this entry is one.</summary>
    bool Matches(TreeEntry entry);

    /// <summary>Whether one can be below this folder.</summary>
    bool MayMatchBelow(byte[] folder);
}
