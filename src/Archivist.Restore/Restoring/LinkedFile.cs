using Archivist.Platform.Files;
using Archivist.Platform.Problems;
using Archivist.Repository.Ids;

namespace Archivist.Restore.Restoring;

/// <summary>The first name of a file that has several; remembered to the end of the restore.</summary>
internal sealed class LinkedFile(byte[] folder, FileName name, IReadOnlyList<BlobId> content)
{
    internal byte[] Folder => folder;

    internal FileName Name => name;

    internal IReadOnlyList<BlobId> Content => content;

    /// <summary>Why it could not be restored whole, so that nothing may be linked to it; <see cref="Failure.None"/> otherwise.</summary>
    internal Failure Broken { get; private set; }

    internal void Break(Failure failure) => Broken = failure;
}
