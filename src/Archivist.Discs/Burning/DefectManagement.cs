namespace Archivist.Discs.Burning;

/// <summary>Whether the drive puts spare sectors in the place of bad ones while it writes (BD and DVD-RAM).</summary>
public enum DefectManagement
{
    /// <summary>As the medium is formatted.</summary>
    AsIs,

    /// <summary>On: a blank BD-R is formatted with spare sectors first. Half the speed.</summary>
    On,

    /// <summary>Off: full speed. The read-back finds what was written badly.</summary>
    Off,
}
