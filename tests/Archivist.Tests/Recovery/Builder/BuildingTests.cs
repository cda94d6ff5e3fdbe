using Archivist.Recovery.Builder;
using Archivist.Recovery.Program;

namespace Archivist.Tests.Recovery.Builder;

public sealed class BuildingTests
{
    [Fact]
    public void A_line_of_apt_names_a_package_with_its_epoch()
    {
        var hash = new string('A', 64);
        var package = DebianPackage.ParseUriLine(
            $"'http://mirror.example/pool/zlib1g_1.2.13_amd64.deb' zlib1g_1%3a1.2.13.dfsg-1_amd64.deb 86684 SHA256:{hash}");
        Assert.Equal(
            new DebianPackage("zlib1g", "1:1.2.13.dfsg-1", "zlib1g_1%3a1.2.13.dfsg-1_amd64.deb", 86684, hash.ToLowerInvariant()), package);
        Assert.Equal("zlib1g=1:1.2.13.dfsg-1", package!.ToString());
    }

    [Theory]
    [InlineData("")]
    [InlineData("E: Unable to locate package")]
    [InlineData("'uri' name_1_amd64.deb 1 SHA256:short")]
    [InlineData("'uri' name_1_amd64.deb many SHA256:0000000000000000000000000000000000000000000000000000000000000000")]
    [InlineData("'uri' ../name_1_amd64.deb 1 SHA256:0000000000000000000000000000000000000000000000000000000000000000")]
    [InlineData("'uri' name_1_amd64.deb 1 MD5Sum:00000000000000000000000000000000")]
    public void Another_line_names_none(string line) => Assert.Null(DebianPackage.ParseUriLine(line));

    [Fact]
    public void The_lists_of_modules_are_words_and_comments() =>
        Assert.Equal(["ahci", "sd_mod", "sr_mod", "isofs"], KernelModules.ReadList("# first\nahci sd_mod # discs\n\n sr_mod\tisofs\r\n"));

    [Theory]
    [InlineData("init")]
    [InlineData("udhcpc")]
    [InlineData("grub.cfg")]
    [InlineData("early.cfg")]
    [InlineData("modules.first")]
    [InlineData("modules.later")]
    public void Scripts_and_lists_travel_in_the_assembly_with_unix_line_ends(string name)
    {
        var text = BuildingResources.Text(name);
        Assert.EndsWith("\n", text);
        Assert.DoesNotContain('\r', text);
    }

    [Fact]
    public void A_program_takes_from_the_framework_only_what_it_refers_to()
    {
        var (program, framework) = DotnetRuntime.OfThisProcess().Closure(typeof(RecoveryMachine).Assembly.Location);
        var names = framework.Select(path => Path.GetFileName(path)).ToList();
        Assert.Contains("Archivist.Recovery.dll", program.Select(path => Path.GetFileName(path)));
        Assert.Contains("System.Private.CoreLib.dll", names);
        Assert.Contains("System.Text.Json.dll", names);
        Assert.DoesNotContain("Microsoft.VisualBasic.Core.dll", names);
    }

    [Fact]
    public void The_program_takes_what_init_hands_over()
    {
        var machine = RecoveryMachine.Parse(["--medium", "/medium", "--console", "/dev/tty1", "--device", "/dev/sr0", "--console", "/dev/ttyS0"]);
        Assert.Equal(("/medium", "/dev/sr0"), (machine!.MediumFolder, machine.MediumDevice));
        Assert.Equal(["/dev/tty1", "/dev/ttyS0"], machine.ConsolePaths);
    }

    [Theory]
    [InlineData()]
    [InlineData("--medium", "/medium")]
    [InlineData("--medium", "/medium", "--device")]
    [InlineData("--medium", "/medium", "--device", "/dev/sr0", "--other", "x")]
    public void The_program_refuses_anything_else(params string[] arguments) => Assert.Null(RecoveryMachine.Parse(arguments));
}
