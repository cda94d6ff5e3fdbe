using System.Collections;
using Archivist.App.Messages;
using Archivist.Drills;
using Archivist.Drills.Machines;
using Archivist.Operations.Configuration;
using Archivist.Platform;
using Archivist.Platform.Problems;
using Archivist.Replicas.Placement;
using Archivist.TestKit;

namespace Archivist.Tests.Operations.Configuration;

public sealed class SettingsReaderTests : IDisposable
{
    private const string Minimal =
        """
        [archive]
        name = "alice-laptop"
        sources = ["/home/alice", "/etc"]
        repository = "/var/lib/archivist/alice"
        password = "file:/etc/archivist/alice.key"

        """;

    private readonly ScratchFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Block_sources_can_stand_beside_sources_or_alone()
    {
        var settings = await ReadAsync(Minimal + "block-sources = [\"nbd+unix:///vda?socket=/run/vm.nbd\", \"disk.img\", \"/dev/sdb\"]\n");
        Assert.Equal(["nbd+unix:///vda?socket=/run/vm.nbd", Path.Combine(Path.GetDirectoryName(settings.File)!, "disk.img"), "/dev/sdb"], settings.Archive.BlockSources);
        settings = await ReadAsync(Minimal.Replace("sources = [\"/home/alice\", \"/etc\"]", "block-sources = [\"/dev/sdb\"]", StringComparison.Ordinal));
        Assert.Empty(settings.Archive.Sources);
        var failure = await Assert.ThrowsAsync<ArchivistException>(() => ReadAsync(Minimal + "block-sources = [\"nbd:host:port\"]\n"));
        Assert.Equal(Failure.Usage, failure.Failure);
        Assert.Contains("nbd:host:port", CommandLineMessages.Instance.Of(failure.Problem).Sentence, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("", false)]
    [InlineData("system = true\n", true)]
    public async Task The_layout_of_the_machine_is_recorded_when_asked_for(string line, bool isRecorded) =>
        Assert.Equal(isRecorded, (await ReadAsync(Minimal + line)).Archive.RecordsSystem);

    [Fact]
    public async Task A_full_file_gives_every_setting()
    {
        var settings = await ReadAsync(Minimal +
            """
            excludes = ["*.tmp"]
            [policy]
            copies = 4
            vendors = 3
            geographies = 3
            offline = 1
            [[replica]]
            name = "scaleway-paris"
            url = "rest:https://paris.example/alice-archive"
            vendor = "Scaleway"
            geography = "FR/Paris"
            backbone = "AS12876"
            [[replica]]
            name = "cellar"
            url = "copies/cellar"
            vendor = "own"
            geography = "DE/Home"
            [disc]
            template = "dvd"
            output = "~/discs"
            volume-label = "ALICE"
            [drill]
            firmware = ["uefi", "secure-boot"]
            memory-mebibytes = 2048
            time-limit-minutes = 45
            acceleration = "tcg"
            [report]
            folder = "reports"
            [ledger]
            folder = "ledger"
            key = "ledger.key"
            """);

        Assert.Equal("alice-laptop", settings.Archive.Name);
        Assert.Equal(["/home/alice", "/etc"], settings.Archive.Sources);
        Assert.Equal(["*.tmp"], settings.Archive.Selection.Excludes);
        Assert.Equal("file:/etc/archivist/alice.key", settings.Archive.Password!.ToString());
        Assert.Equal(new PlacementPolicy(4, 3, 3, 1), settings.Policy);
        Assert.Equal(
            [
                new ReplicaSettings("scaleway-paris", "rest:https://paris.example/alice-archive", "Scaleway", "FR/Paris", "AS12876") { Jurisdiction = "FR", Medium = "server" },
                new ReplicaSettings("cellar", _folder.At("copies", "cellar"), "own", "DE/Home", null) { Jurisdiction = "DE", Medium = "disk" },
            ],
            settings.Replicas);
        Assert.Equal(new DiscSettings("dvd", "/home/tester/discs", "ALICE"), settings.Disc);
        Assert.Equal([Firmware.Uefi, Firmware.SecureBoot], settings.Drill.Firmware);
        Assert.Equal((2048, TimeSpan.FromMinutes(45), Acceleration.Tcg),
            (settings.Drill.MemoryMebibytes, settings.Drill.TimeLimit, settings.Drill.Acceleration));
        Assert.Equal(_folder.At("reports"), settings.Report.Folder);
        Assert.Equal(new LedgerSettings(_folder.At("ledger"), _folder.At("ledger.key")), settings.Ledger);
    }

    [Fact]
    public async Task A_drill_has_keys_of_its_own_besides_the_password()
    {
        var settings = await ReadAsync(Minimal + "[drill]\nunlock = \"shares\"\npassphrase = \"env:PHRASE\"\nidentity = \"alice.identity\"\nshares = [\"file:one\", \"systemd:two\"]\n");

        Assert.Equal(DrillKeyKind.Shares, settings.Drill.Unlock);
        Assert.Equal("env:PHRASE", settings.Drill.Passphrase!.ToString());
        Assert.Equal(_folder.At("alice.identity"), settings.Drill.Identity);
        Assert.Equal([$"file:{_folder.At("one")}", "systemd:two"], settings.Drill.Shares.Select(share => share.ToString()));
        Assert.Equal(DrillKeyKind.Password, (await ReadAsync(Minimal)).Drill.Unlock);
    }

    [Fact]
    public async Task Four_keys_are_enough()
    {
        var settings = await ReadAsync(Minimal);

        Assert.Equal(new PlacementPolicy(2, 2, 2, 0), settings.Policy);
        Assert.Equal(new DiscSettings("dvd", "/var/lib/archivist/alice.discs", null), settings.Disc);
        Assert.Equal([Firmware.Bios], settings.Drill.Firmware);
        Assert.Equal("/var/lib/archivist/alice.reports", settings.Report.Folder);
        Assert.Equal(new LedgerSettings("/var/lib/archivist/alice.ledger", "/var/lib/archivist/alice.ledger-key"), settings.Ledger);
    }

    [Fact]
    public async Task What_a_policy_does_not_name_follows_its_copies()
    {
        var settings = await ReadAsync(Minimal + "[policy]\ncopies = 1\n");

        Assert.Equal(new PlacementPolicy(1, 1, 1, 0), settings.Policy);
    }

    [Fact]
    public async Task Every_domain_of_a_policy_and_of_a_replica_can_be_named()
    {
        var settings = await ReadAsync(
            Minimal + """
            [policy]
            copies = 2
            jurisdictions = 2
            backbones = 2
            accounts = 2
            media = 1
            offline = 1
            [[replica]]
            name = "stick"
            url = "/media/stick/alice"
            vendor = "own"
            geography = "DE/Home"
            jurisdiction = "CH"
            account = "alice"
            medium = "USB stick"
            offline = true
            """);

        Assert.Equal(new PlacementPolicy(2, 2, 2, 1) { Jurisdictions = 2, Backbones = 2, Accounts = 2, Media = 1 }, settings.Policy);
        Assert.Equal(
            new ReplicaSettings("stick", "/media/stick/alice", "own", "DE/Home", null) { Jurisdiction = "CH", Account = "alice", Medium = "USB stick", IsOffline = true },
            Assert.Single(settings.Replicas));
    }

    [Theory]
    [InlineData("[polcy]\n", ":6:2: polcy is not a known key", "Did you mean 'policy'?")]
    [InlineData("[policy]\ncopys = 2\n", ":7:1: policy.copys is not a known key", "Did you mean 'copies'?")]
    [InlineData("[policy]\nfrobnicate = 2\n", ":7:1: policy.frobnicate is not a known key",
        "Remove it; known keys: copies, vendors, geographies, jurisdictions, backbones, accounts, media, offline.")]
    [InlineData("[policy]\ncopies = \"2\"\n", ":7:10: policy.copies is a string, expected a whole number",
        "Write policy.copies as a whole number.")]
    [InlineData("[policy]\ncopies = 0\n", ":7:10: policy.copies 0 is out of range", "Give a whole number from 1 to 100.")]
    [InlineData("[policy]\nvendors = 3\n", ":7:11: policy.vendors asks for 3 of only 2 copies",
        "Lower policy.vendors or raise policy.copies.")]
    [InlineData("[[replica]]\nname = \"a\"\n", ":6:1: replica.0.url is missing", "Add url = … to [[replica]].")]
    [InlineData("[replica]\nname = \"a\"\n", ":6:1: replica is a table, expected an array of tables: [[replica]]",
        "Write replica as an array of tables: [[replica]].")]
    [InlineData("[drill]\nfirmware = [\"bois\"]\n", ":7:12: drill.firmware is not one of the accepted values",
        "Did you mean \"bios\"?")]
    [InlineData("[drill]\nunlock = \"stick\"\n", ":7:10: drill.unlock is stick, and [drill] gives no such key",
        "Add identity = \"FILE\", an identity file, to [drill].")]
    [InlineData("[drill]\nshares = [\"six words\"]\n", ":7:10: drill.shares is not a reference to a secret",
        "Write file:PATH, env:NAME, cmd:PROGRAM, fd:NUMBER, systemd:NAME or keyring:NAME; never the password.")]
    [InlineData("[disc]\nvolume-label = \"a b\"\n", ":7:16: disc.volume-label is not a volume label",
        "Use at most 32 of A-Z, 0-9 and _.")]
    [InlineData("[ledger]\nfolder = \"/l\"\nkey = \"/l/key\"\n", ":8:7: ledger.key lies inside ledger.folder",
        "Keep the key elsewhere: the ledger's folder is copied to discs and replicas.")]
    public async Task A_mistake_names_place_key_cause_and_next_step(string more, string message, string hint)
    {
        var failure = await Assert.ThrowsAsync<ArchivistException>(() => ReadAsync(Minimal + more));

        Assert.Equal(Failure.Usage, failure.Failure);
        Assert.Equal(_folder.At("archivist.toml") + message, CommandLineMessages.Instance.Of(failure.Problem).Sentence);
        Assert.Equal(hint, CommandLineMessages.Instance.Of(failure.Problem).Hint);
    }

    [Theory]
    [InlineData("password = \"file:/etc/archivist/alice.key\"", "password = \"correct horse\"", "is not a reference to a secret")]
    [InlineData("password = \"file:/etc/archivist/alice.key\"", "password = \"horse:battery\"", "is not a reference to a secret")]
    [InlineData("password = \"file:/etc/archivist/alice.key\"", "password = \"env:correct-horse\"", "is not the name of an environment variable")]
    [InlineData("password = \"file:/etc/archivist/alice.key\"", "password = 'cmd:echo \"horse'", "has a quote that is not closed")]
    [InlineData("password = \"file:/etc/archivist/alice.key\"", "password = horse", "not a value")]
    [InlineData("password = \"file:/etc/archivist/alice.key\"", "password = [\"horse\"]", "is an array")]
    [InlineData("repository = \"/var/lib/archivist/alice\"", "repository = \"rest:http://me:horse@host/\"", "is not a local directory")]
    public async Task A_secret_in_the_wrong_place_is_refused_and_never_repeated(string right, string wrong, string cause)
    {
        var failure = await Assert.ThrowsAsync<ArchivistException>(() => ReadAsync(Minimal.Replace(right, wrong)));

        Assert.Contains(cause, CommandLineMessages.Instance.Of(failure.Problem).Sentence, StringComparison.Ordinal);
        Assert.DoesNotContain("horse", failure.ToString() + CommandLineMessages.Instance.Of(failure.Problem), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("rest:https://me:horse@host/alice", "carries credentials")]
    [InlineData("ftp://host/alice", "is refused")]
    [InlineData("s3:alice", "is refused")]
    public async Task The_url_of_a_replica_is_a_known_place_without_credentials(string url, string cause)
    {
        var failure = await Assert.ThrowsAsync<ArchivistException>(() => ReadAsync(
            $"{Minimal}[[replica]]\nname = \"a\"\nvendor = \"v\"\ngeography = \"g\"\nurl = \"{url}\"\n"));

        Assert.Contains(cause, CommandLineMessages.Instance.Of(failure.Problem).Sentence, StringComparison.Ordinal);
        Assert.DoesNotContain("horse", failure.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_replica_on_a_server_says_how_it_is_spoken_to()
    {
        var settings = await ReadAsync(
            Minimal + Replica("s3:https://s3.example.net/box") +
            """
            user = "AKEXAMPLE"
            password = "file:keys/box"
            ca-certificate = "ca.pem"
            client-certificate = "/etc/own.pem"
            region = "fr-par"
            virtual-host = true
            storage-class = "STANDARD_IA"

            """ + Replica("rest:https://nas.example/alice", "b") + "user = \"env:NAS_USER\"\npassword = \"env:NAS_PASSWORD\"\n");

        var bucket = settings.Replicas[0].Access;
        Assert.Equal(("AKEXAMPLE", null, $"file:{_folder.At("keys", "box")}"), (bucket.User, bucket.UserReference, bucket.Password!.ToString()));
        Assert.Equal((_folder.At("ca.pem"), "/etc/own.pem"), (bucket.CaCertificate, bucket.ClientCertificate));
        Assert.Equal(("fr-par", true, "STANDARD_IA"), (bucket.Region, bucket.IsVirtualHost, bucket.StorageClass));
        var server = settings.Replicas[1].Access;
        Assert.Equal((null, "env:NAS_USER", "env:NAS_PASSWORD"), (server.User, server.UserReference!.ToString(), server.Password!.ToString()));
    }

    [Theory]
    [InlineData("/mnt/copy", "user = \"a\"\npassword = \"env:A\"", "replica.0.user is only for replicas at rest: or s3:")]
    [InlineData("/mnt/copy", "ca-certificate = \"ca.pem\"", "replica.0.ca-certificate is only for replicas at rest: or s3:")]
    [InlineData("rest:https://host/", "region = \"fr-par\"", "replica.0.region is only for replicas at s3:")]
    [InlineData("rest:https://host/", "virtual-host = true", "replica.0.virtual-host is only for replicas at s3:")]
    [InlineData("s3:https://host/box", "user = \"a\"", "replica.0.user needs password beside it")]
    [InlineData("s3:https://host/box", "password = \"env:A\"", "replica.0.password needs user beside it")]
    [InlineData("s3:https://host/box", "user = \"a\"\npassword = \"horse\"", "replica.0.password is not a reference to a secret")]
    [InlineData("s3:https://host/box", "user = \"env:a horse\"\npassword = \"env:A\"", "replica.0.user is not the name of an environment variable")]
    [InlineData("s3:https://host/box", "storage-class = \"a b\"", "replica.0.storage-class")]
    [InlineData("s3:https://me:horse@host/box", "", "replica.0.url is refused")]
    public async Task What_is_wrong_with_the_access_to_a_replica_is_said_and_no_secret_repeated(string url, string more, string message)
    {
        var failure = await Assert.ThrowsAsync<ArchivistException>(() => ReadAsync(Minimal + Replica(url) + more + "\n"));

        Assert.Contains(message, CommandLineMessages.Instance.Of(failure.Problem).Sentence, StringComparison.Ordinal);
        Assert.DoesNotContain("horse", failure.ToString() + CommandLineMessages.Instance.Of(failure.Problem), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Variables_win_over_the_file()
    {
        var settings = await ReadAsync(
            Minimal + "[[replica]]\nname = \"a\"\nurl = \"/a\"\nvendor = \"v\"\ngeography = \"g\"\n",
            ("ARCHIVIST__POLICY__COPIES", "7"),
            ("ARCHIVIST__ARCHIVE__NAME", "42"),
            ("ARCHIVIST__ARCHIVE__SOURCES", "[\"/one\", \"/two\"]"),
            ("ARCHIVIST__ARCHIVE__EXCLUDES", "*.iso"),
            ("ARCHIVIST__DRILL__TIME_LIMIT_MINUTES", "5"),
            ("ARCHIVIST__REPLICA__0__URL", "/b"),
            ("ARCHIVIST__REPLICA__1__NAME", "second"),
            ("ARCHIVIST__REPLICA__1__URL", "rest:http://127.0.0.1:8000/"),
            ("ARCHIVIST__REPLICA__1__VENDOR", "w"),
            ("ARCHIVIST__REPLICA__1__GEOGRAPHY", "h"));

        Assert.Equal(7, settings.Policy.Copies);
        Assert.Equal("42", settings.Archive.Name);
        Assert.Equal(["/one", "/two"], settings.Archive.Sources);
        Assert.Equal(["*.iso"], settings.Archive.Selection.Excludes);
        Assert.Equal(TimeSpan.FromMinutes(5), settings.Drill.TimeLimit);
        Assert.Equal(["/b", "rest:http://127.0.0.1:8000/"], settings.Replicas.Select(replica => replica.Url));
        Assert.Contains("ARCHIVIST__POLICY__COPIES", settings.Overridden);
    }

    [Theory]
    [InlineData("ARCHIVIST__POLICY__COPYS", "2", "environment variable ARCHIVIST__POLICY__COPYS: policy.copys is not a known key")]
    [InlineData("ARCHIVIST__POLICY", "2", "environment variable ARCHIVIST__POLICY: does not name a setting")]
    [InlineData("ARCHIVIST__POLICY__COPIES", "two", "environment variable ARCHIVIST__POLICY__COPIES: policy.copies is not a whole number")]
    [InlineData("ARCHIVIST__REPLICA__3__URL", "/x", "environment variable ARCHIVIST__REPLICA__3__URL: there is no [[replica]] number '3'")]
    [InlineData("ARCHIVIST__ARCHIVE__SOURCES", "[1", "environment variable ARCHIVIST__ARCHIVE__SOURCES: archive.sources is not a TOML array")]
    public async Task A_mistake_in_a_variable_names_the_variable(string variable, string value, string message)
    {
        var failure = await Assert.ThrowsAsync<ArchivistException>(() => ReadAsync(Minimal, (variable, value)));

        Assert.StartsWith(message, CommandLineMessages.Instance.Of(failure.Problem).Sentence, StringComparison.Ordinal);
        Assert.NotNull(CommandLineMessages.Instance.Of(failure.Problem).Hint);
    }

    [Fact]
    public async Task The_old_name_of_the_section_is_read_with_a_warning_that_says_where_it_is()
    {
        var settings = await ReadAsync(
            "# mine\n" + Minimal.Replace("[archive]", "[disk]"), ("ARCHIVIST__DISK__NAME", "42"), ("ARCHIVIST__ARCHIVE__EXCLUDES", "*.iso"));

        Assert.Equal("42", settings.Archive.Name);
        Assert.Equal(["/home/alice", "/etc"], settings.Archive.Sources);
        Assert.Equal(["*.iso"], settings.Archive.Selection.Excludes);
        Assert.Equal(
            [
                $"{_folder.At("archivist.toml")}:2:2: [disk] is now called [archive]",
                "environment variable ARCHIVIST__DISK__NAME: ARCHIVIST__DISK__NAME is now called ARCHIVIST__ARCHIVE__NAME",
            ],
            settings.Outdated.Select(outdated => CommandLineMessages.Instance.Of(outdated).Sentence));
        Assert.Equal("Write [archive] instead.", CommandLineMessages.Instance.Of(settings.Outdated[0]).Hint);
        Assert.Empty((await ReadAsync(Minimal)).Outdated);
    }

    [Theory]
    [InlineData("[disk]\nname = \"b\"\n", "ARCHIVIST__POLICY__COPIES", "3", ":6:2: [disk] is the old name of [archive], and both are set")]
    [InlineData("disk = 3\n", "ARCHIVIST__POLICY__COPIES", "3", ":1:1: [disk] is the old name of [archive], and both are set")]
    [InlineData("", "ARCHIVIST__DISK__NAME", "b", "variable ARCHIVIST__DISK__NAME: ARCHIVIST__DISK__NAME is the old name of ARCHIVIST__ARCHIVE__NAME, and both are set")]
    public async Task The_old_and_the_new_name_of_one_thing_are_refused(string more, string variable, string value, string message)
    {
        var failure = await Assert.ThrowsAsync<ArchivistException>(() => ReadAsync(
            more.StartsWith('[') ? Minimal + more : more + Minimal, (variable, value), ("ARCHIVIST__ARCHIVE__NAME", "a")));

        var (sentence, hint) = CommandLineMessages.Instance.Of(failure.Problem);
        Assert.Equal(Failure.Usage, failure.Failure);
        Assert.EndsWith(message, sentence, StringComparison.Ordinal);
        Assert.StartsWith("Merge them into ", hint, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("work/archivist.toml")]
    [InlineData("work")]
    [InlineData("xdg/archivist")]
    public void A_place_that_cannot_be_looked_at_is_not_one_without_settings(string place)
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "Windows has no link that leads to itself");
        var link = _folder.At(place);
        Directory.CreateDirectory(Path.GetDirectoryName(link)!);
        File.CreateSymbolicLink(link, link);
        var environment = new SettingsEnvironment(Variables(("XDG_CONFIG_HOME", _folder.At("xdg"))), _folder.At("work"), _folder.Path);

        var failure = Assert.Throws<ArchivistException>(() => SettingsReader.TryFind(null, environment));

        Assert.Equal(Failure.Usage, failure.Failure);
        Assert.Contains(link, CommandLineMessages.Instance.Of(failure.Problem).Sentence, StringComparison.Ordinal);
        Assert.DoesNotContain("no configuration", CommandLineMessages.Instance.Of(failure.Problem).Sentence, StringComparison.Ordinal);
    }

    [Fact]
    public void The_flag_wins_over_the_variable_over_the_working_folder_over_the_home()
    {
        var inFlag = _folder.Write("flag.toml", "");
        var inVariable = _folder.Write("variable.toml", "");
        var inWork = _folder.Write("work/archivist.toml", "");
        var inHome = _folder.Write("home/.config/archivist/archivist.toml", "");
        var inXdg = _folder.Write("xdg/archivist/archivist.toml", "");
        SettingsEnvironment With(string work, params (string, string)[] variables) =>
            new(Variables(variables), _folder.At(work), _folder.At("home"));

        Assert.Equal(inFlag, SettingsReader.Find(inFlag, With("work", ("ARCHIVIST_CONFIG", inVariable))));
        Assert.Equal(inVariable, SettingsReader.Find(null, With("work", ("ARCHIVIST_CONFIG", inVariable))));
        Assert.Equal(inWork, SettingsReader.Find(null, With("work")));
        Assert.Equal(inHome, SettingsReader.Find(null, With("elsewhere")));
        Assert.Equal(inXdg, SettingsReader.Find(null, With("elsewhere", ("XDG_CONFIG_HOME", _folder.At("xdg")))));
    }

    [Fact]
    public void A_named_file_that_is_missing_is_an_error_and_nothing_else_is_tried()
    {
        _folder.Write("archivist.toml", Minimal);

        var failure = Assert.Throws<ArchivistException>(() =>
            SettingsReader.Find("missing.toml", new SettingsEnvironment(Variables(), _folder.Path, _folder.Path)));

        Assert.Equal($"{_folder.At("missing.toml")}: no such file (--config)", CommandLineMessages.Instance.Of(failure.Problem).Sentence);
    }

    [Fact]
    public async Task A_replica_can_have_shares_the_last_of_which_hold_recovery_data()
    {
        var replica = Assert.Single((await ReadAsync(Minimal + Striped + "shares = [\"/a\", \"rest:http://host/\", \"d\", \"/e\"]\nrecovery-shares = 2\n")).Replicas);
        Assert.Equal($"striped:2:/a|rest:http://host/|{_folder.At("d")}|/e", replica.Url);
        Assert.Equal("disk", replica.Medium);
        Assert.StartsWith("striped:1:", Assert.Single((await ReadAsync(Minimal + Striped + "shares = [\"/a\", \"/b\"]\n")).Replicas).Url, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("shares = [\"/a\", \"/b\"]\nurl = \"/c\"\n")]
    [InlineData("shares = [\"/a\"]\n")]
    [InlineData("shares = []\n")]
    [InlineData("shares = [\"/a\", \"/b\"]\nrecovery-shares = 2\n")]
    [InlineData("shares = [\"/a\", \"rest:http://host/\"]\n")]
    [InlineData("shares = [\"rest:http://host/\", \"/b\"]\nuser = \"me\"\npassword = \"file:x\"\n")]
    public async Task Shares_that_cannot_be_striped_over_are_refused(string more) =>
        Assert.Equal(Failure.Usage, (await Assert.ThrowsAsync<ArchivistException>(() => ReadAsync(Minimal + Striped + more))).Failure);

    [Fact]
    public async Task Each_share_on_a_server_can_have_its_own_access_and_grace_is_a_setting()
    {
        var replica = Assert.Single((await ReadAsync(
            Minimal + Striped + "shares = [\"/a\", \"rest:http://host/\", \"s3:https://s3.example/box\", \"/e\"]\nrestripe-lost = 2\nrestripe-days = 3\n"
            + "[[replica.share]]\nurl = \"rest:http://host/\"\nuser = \"me\"\npassword = \"file:x\"\n[[replica.share]]\nurl = \"s3:https://s3.example/box\"\nregion = \"fr-par\"\n")).Replicas);
        Assert.Equal((2, TimeSpan.FromDays(3)), (replica.RestripeLost, replica.RestripeAfter));
        var (rest, bucket) = (replica.ShareAccesses.Items[0], replica.ShareAccesses.Items[1]);
        Assert.Equal(("rest:http://host/", "me"), (rest.Key, rest.Value.User));
        Assert.NotNull(rest.Value.Password);
        Assert.Equal(("s3:https://s3.example/box", "fr-par"), (bucket.Key, bucket.Value.Region));
    }

    [Theory]
    [InlineData("url = \"/c\"\nrestripe-days = 3\n")]
    [InlineData("url = \"/c\"\n[[replica.share]]\nurl = \"/c\"\n")]
    [InlineData("shares = [\"/a\", \"/b\"]\n[[replica.share]]\nurl = \"/c\"\n")]
    [InlineData("shares = [\"/a\", \"/b\"]\n[[replica.share]]\nurl = \"/a\"\nuser = \"me\"\npassword = \"file:x\"\n")]
    [InlineData("shares = [\"rest:http://h/\", \"/b\"]\n[[replica.share]]\nurl = \"rest:http://h/\"\n[[replica.share]]\nurl = \"rest:http://h/\"\n")]
    [InlineData("shares = [\"rest:http://h/\", \"/b\"]\n[[replica.share]]\nurl = \"rest:http://h/\"\nuser = \"me\"\n")]
    public async Task What_is_said_of_shares_must_fit_them(string more) =>
        Assert.Equal(Failure.Usage, (await Assert.ThrowsAsync<ArchivistException>(() => ReadAsync(Minimal + Striped + more))).Failure);

    private const string Striped = "[[replica]]\nname = \"a\"\nvendor = \"v\"\ngeography = \"g\"\n";

    private static string Replica(string url, string name = "a") => $"[[replica]]\nname = \"{name}\"\nvendor = \"v\"\ngeography = \"g\"\nurl = \"{url}\"\n";

    private async Task<ArchivistSettings> ReadAsync(string text, params (string, string)[] variables)
    {
        _folder.Write("archivist.toml", text);
        return await SettingsReader.ReadAsync(
            null,
            new SettingsEnvironment(Variables(variables), _folder.Path, "/home/tester"),
            TestContext.Current.CancellationToken);
    }

    private static Hashtable Variables(params (string Name, string Value)[] variables)
    {
        var table = new Hashtable();
        foreach (var (name, value) in variables)
            table[name] = value;
        return table;
    }
}
