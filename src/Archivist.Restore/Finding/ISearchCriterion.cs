using Archivist.Repository.Walking;

namespace Archivist.Restore.Finding;

/// <summary>Decides which entries match a search.</summary>
public interface ISearchCriterion
{
    /// <summary>Whether the entry matches.</summary>
    bool Matches(TreeEntry entry);

    /// <summary>Whether a matching entry can lie below the directory.</summary>
    bool MayMatchBelow(byte[] folder);
}
