using Archivist.Repository;

namespace Archivist.Capture.Restoring;

/// <summary>The first name of a file that has several; remembered to the end of the restore.</summary>
internal sealed class LinkedFile(byte[] folder, FileName name)
{
    internal byte[] Folder => folder;

    internal FileName Name => name;

    /// <summary>It could not be restored whole, so nothing may be linked to it.</summary>
    internal bool IsBroken { get; set; }
}
