using System.Text.Json.Serialization;

namespace Archivist.Recovery.Protocol;

/// <summary>The fault that a drill injects to prove that it is noticed. Only <see cref="AlteredByte"/> is injected by the machine; the host injects all others.</summary>
public enum DrillFault
{
    /// <summary>Nothing: everything must come back.</summary>
    None,

    /// <summary>One byte of one restored file is changed after the restore and before the comparison.</summary>
    [JsonStringEnumMemberName("alter-restored-byte")]
    AlteredByte,

    /// <summary>A passphrase that opens nothing is given.</summary>
    WrongPassphrase,

    /// <summary>One byte of a pack on the disc is changed, in a copy of the image, and no replica is there to help.</summary>
    FlippedPackByte,

    /// <summary>The replica that has the changes since the disc does not answer.</summary>
    UnreachableReplica,
}
