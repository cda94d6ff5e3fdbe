using Archivist.Platform.Problems;
using Archivist.Recovery.Protocol;

namespace Archivist.Drills;

/// <summary>The word for each fault of a drill, and the verdict that it must lead to.</summary>
public static class DrillFaults
{
    extension(DrillFault fault)
    {
        /// <summary>The word for it on the command line, in records and in the ledger.</summary>
        public string Word => fault switch
        {
            DrillFault.None => "none",
            DrillFault.AlteredByte => "altered-byte",
            DrillFault.WrongPassphrase => "wrong-passphrase",
            DrillFault.FlippedPackByte => "flipped-pack-byte",
            DrillFault.UnreachableReplica => "unreachable-replica",
            _ => throw new ArgumentOutOfRangeException(nameof(fault)),
        };

        /// <summary>The verdict that shows that the fault was noticed.</summary>
        public Failure Expected => fault switch
        {
            DrillFault.None => Failure.None,
            DrillFault.AlteredByte => Failure.Failed,
            DrillFault.WrongPassphrase => Failure.WrongKey,
            DrillFault.FlippedPackByte => Failure.Tampering,
            DrillFault.UnreachableReplica => Failure.TooFewReplicas,
            _ => throw new ArgumentOutOfRangeException(nameof(fault)),
        };
    }
}
