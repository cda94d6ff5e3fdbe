namespace Archivist.Restore.Problems;

/// <summary>The defect of an entry of a snapshot.</summary>
public enum EntryFault
{
    /// <summary>Its name would lead out of its directory.</summary>
    NameUnsafe,

    /// <summary>An earlier entry of its directory has the same name.</summary>
    NameRepeated,

    /// <summary>It is a symbolic link whose target has a zero byte.</summary>
    LinkTargetInvalid,
}
