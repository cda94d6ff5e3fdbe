using Archivist.App.Cli;
using Archivist.Operations.Events;
using Archivist.Platform;
using Archivist.Platform.Files;
using Archivist.Platform.Problems;
using Archivist.Replicas.Placement;
using Archivist.Reports.Runs;
using Archivist.Repository.Snapshots;

namespace Archivist.Tests.Reports.Runs;

/// <summary>Reports as real runs give them, for tests and for looking at.</summary>
internal static class SampleReports
{
    private const string Snapshot = "0b5fd2fa1cf2a9e1c9f5a3d27f0c4cbe60f3ad13c1b8c6dfa5bd1f4a3c0e7d92";
    private const string Image = "7f83b1657ff1fc53b92dc18148a1d65dfc2d4b1fa3d677284addd200126d9069";

    private static readonly DateTimeOffset Sunday = new(2026, 11, 22, 3, 0, 0, TimeSpan.Zero);

    /// <summary>What a policy finds about copies.</summary>
    internal static PolicyReport Judge(PlacementPolicy policy, IEnumerable<CopyReport> copies) =>
        PolicyReport.Of(policy.Judge(copies.Select(copy => new PlacedCopy(copy.Vendor, copy.Geography, copy.Offline, copy.Good))));

    /// <summary>Everything went well.</summary>
    internal static RunReport Good => new()
    {
        Disk = "alice-laptop",
        Schedule = "weekly-dvd",
        Version = "0.1.0",
        Started = Sunday,
        Finished = Sunday.AddMinutes(11).AddSeconds(24),
        ExitCode = 0,
        Steps =
        [
            new("snapshot", Sunday, 41.3, StepOutcome.Done, "52 318 files were captured."),
            new("replicate", Sunday.AddSeconds(42), 73.9, StepOutcome.Done, "Two replicas hold everything."),
            new("disc", Sunday.AddSeconds(116), 212.5, StepOutcome.Done, "The image was written and read back whole."),
            new("drill", Sunday.AddSeconds(329), 351.8, StepOutcome.Done, "Started with BIOS and with Secure Boot; everything came back."),
            new("report", Sunday.AddSeconds(681), 0.4, StepOutcome.Done, "This page was written."),
        ],
        Capture = Capture,
        Copies = Copies,
        Policy = SampleReports.Judge(new PlacementPolicy(3, 3, 3, 1), Copies),
        Disc = Disc,
        Drills =
        [
            Drill with
            {
                Faults =
                [
                    new("wrong passphrase", "It was refused after 2 s, and nothing was written.", true),
                    new("one byte flipped in a pack", "The restore stopped and named the damaged pack.", true),
                    new("replica unreachable", "The state of the disc was restored, and the page said so.", true),
                ],
            },
            Drill with { Firmware = Firmware.SecureBoot, Medium = "USB stick", SecondsToBoot = 41.7, SecondsToFirstFile = 49.2, SecondsToRestored = 142.9 },
        ],
        Ledger = new(
            "archivist.example/alice-laptop",
            1_286,
            "4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4",
            "archivist.example/alice-laptop+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW"),
    };

    /// <summary>The drill failed, a replica is gone, and files could not be read.</summary>
    internal static RunReport Bad => Good with
    {
        ExitCode = 6,
        Steps =
        [
            new("snapshot", Sunday, 41.3, StepOutcome.Findings, "52 318 files were captured; 3 could not be read."),
            new("replicate", Sunday.AddSeconds(42), 30.2, StepOutcome.Failed, "cellar-nas did not answer."),
            new("disc", Sunday.AddSeconds(116), 212.5, StepOutcome.Done, "The image was written and read back whole."),
            new("drill", Sunday.AddSeconds(329), 151.8, StepOutcome.Failed, "2 of 52 318 files differ."),
            new("report", null, 0, StepOutcome.Skipped, "An earlier step failed."),
        ],
        Capture = Capture with
        {
            Unreadable =
            [
                new("/home/alice/.ssh/agent.sock", "Permission denied"),
                new("/home/alice/Documents/a rather long name of a folder/with another one inside/and a file whose name does not want to end.odt", "Input/output error"),
                new("/etc/shadow", "Permission denied"),
            ],
        },
        Copies =
        [
            Copies[0],
            Copies[1] with { Good = false, Problem = "It did not answer within 30 s.", LastChecked = Sunday.AddDays(-7) },
            Copies[2],
        ],
        Policy = SampleReports.Judge(new PlacementPolicy(3, 3, 3, 1), [Copies[0], Copies[2]]),
        Drills =
        [
            Drill with
            {
                Passed = false,
                Sentence = "2 of 52 318 files differ from the original.",
                Differences = 2,
                DifferenceExamples = ["/home/alice/Photos/2026/IMG_2041.jpg: content differs", "/home/alice/notes.txt: modified 2026-11-20 instead of 2026-11-21"],
                Faults = [new("wrong passphrase", "The machine waited until the time limit.", false)],
            },
        ],
        Failures =
        [
            new("The drill of the disc", "2 of 52 318 files differ from the original.", "Do not send this disc; run archivist check --read-data, then make a new one."),
            new("Replica cellar-nas", "It did not answer within 30 s (nas.example.net:8000).", "Switch it on or check its network, then run archivist replicate."),
            new("3 paths could not be read", "Permission denied, input/output error.", "Run archivist as root, and have the disk of the laptop checked."),
        ],
    };

    /// <summary>Only a snapshot was taken.</summary>
    internal static RunReport Unproven => Good with { Drills = [], Disc = null, Copies = [], Policy = null, Ledger = null };

    private static CaptureReport Capture => new()
    {
        Snapshot = Snapshot,
        Taken = Sunday,
        Sources = ["/home/alice", "/etc"],
        Files = 52_318,
        Folders = 4_207,
        Bytes = 6_412_904_113,
        NewBytesStored = 184_220_731,
        RepositoryBytes = 3_922_104_556,
    };

    private static IReadOnlyList<CopyReport> Copies =>
    [
        new()
        {
            Name = "scaleway-paris", Vendor = "Scaleway", Geography = "FR/Paris", Backbone = "AS12876",
            Location = "s3:https://s3.fr-par.scw.cloud/alice-archive", Good = true, Objects = 1_143, Bytes = 3_922_104_556, Snapshots = 14,
            NewestSnapshot = Sunday, LastChecked = Sunday.AddSeconds(80), CheckedHow = "every new object against its checksum",
        },
        new()
        {
            Name = "cellar-nas", Vendor = "own", Geography = "DE/Freiburg", Backbone = "AS3320",
            Location = "rest:https://nas.example.net:8000/alice", Good = true, Objects = 1_143, Bytes = 3_922_104_556, Snapshots = 14,
            NewestSnapshot = Sunday, LastChecked = Sunday.AddSeconds(114), CheckedHow = "every new object against its checksum",
        },
        new()
        {
            Name = "disc ALICE_LAPTOP_2026_11_22", Vendor = "post", Geography = "on its way", Location = "alice-laptop-2026-11-22.iso",
            Offline = true, Good = true, Objects = 1_143, Bytes = 3_922_104_556, Snapshots = 14,
            NewestSnapshot = Sunday, LastChecked = Sunday.AddSeconds(320), CheckedHow = "every object, read back from the image",
        },
    ];

    private static DiscReport Disc => new()
    {
        FileName = "alice-laptop-2026-11-22.iso",
        Bytes = 4_011_622_400,
        Capacity = 4_700_372_992,
        Medium = "DVD+R",
        Sha256 = Image,
        Volume = "ALICE_LAPTOP_2026_11_22",
        BootsOn = [Firmware.Bios, Firmware.Uefi, Firmware.SecureBoot],
        Files = 1_188,
        NewestSnapshot = Sunday,
        Objects = 1_143,
        ObjectsVerified = 1_143,
        Verified = Sunday.AddSeconds(320),
    };

    private static DrillReport Drill => new()
    {
        Firmware = Firmware.Bios,
        Medium = "DVD drive",
        Key = new DrillKeyReport { Unlock = "stick", HasOpened = true, Name = "alice.identity", Kind = "hybrid", Fingerprints = ["0123456789abcdef"] },
        Passed = true,
        Sentence = "Everything came back as it was, the changes made after the disc included.",
        Snapshot = Snapshot,
        SecondsToBoot = 31.6,
        SecondsToFirstFile = 38.1,
        SecondsToRestored = 127.4,
        BytesFromDisc = 3_871_002_114,
        BytesFromNet = 51_102_442,
        FilesCompared = 52_318,
        Differences = 0,
    };
}
