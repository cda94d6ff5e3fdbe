using Archivist.Platform.Problems;

namespace Archivist.Drills;

/// <summary>What a rehearsal spoils on purpose, to show that it is noticed.</summary>
public enum RehearsalFault
{
    /// <summary>Nothing: everything must come back.</summary>
    None,

    /// <summary>One byte of one restored file is changed before the comparison.</summary>
    AlteredByte,

    /// <summary>A passphrase that opens nothing is given.</summary>
    WrongPassphrase,

    /// <summary>One byte of a pack on the disc is changed, in a copy of the image, and no replica is there to help.</summary>
    FlippedPackByte,

    /// <summary>The replica that has the changes since the disc does not answer.</summary>
    UnreachableReplica,
}

/// <summary>What each fault must lead to.</summary>
public static class RehearsalFaults
{
    extension(RehearsalFault fault)
    {
        /// <summary>The verdict that shows that the fault was noticed.</summary>
        public Failure Expected => fault switch
        {
            RehearsalFault.None => Failure.None,
            RehearsalFault.AlteredByte => Failure.Failed,
            RehearsalFault.WrongPassphrase => Failure.WrongKey,
            RehearsalFault.FlippedPackByte => Failure.Tampering,
            RehearsalFault.UnreachableReplica => Failure.TooFewReplicas,
            _ => throw new ArgumentOutOfRangeException(nameof(fault)),
        };
    }
}
