using System.Text.Json.Serialization;

namespace Archivist.Recovery.Protocol;

/// <summary>What a drill spoils on purpose, to show that it is noticed. Only <see cref="AlteredByte"/> takes the machine's help; the host makes all others.</summary>
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
