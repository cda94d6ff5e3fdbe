using System.Collections;
using System.Text;
using Archivist.App.Messages;
using Archivist.Operations.Configuration;
using Archivist.Operations.Problems;
using Archivist.Platform.Problems;

namespace Archivist.Tests.Operations.Configuration;

public sealed class NotifyReaderTests
{
    private const string Minimal = "[archive]\nname = \"d\"\nsources = [\"/s\"]\nrepository = \"/r\"\npassword = \"env:P\"\n";

    [Fact]
    public void Every_kind_of_target_is_read_with_its_defaults()
    {
        var targets = Read(
            """
            [[notify]]
            name = "mail"
            to = "smtp"
            host = "mail.example.net"
            from = "a@example.net"
            recipients = ["b@example.net", "c@example.net"]
            user = "a"
            password = "file:mail.secret"
            [[notify]]
            name = "hook"
            to = "webhook"
            url = "https://example.net/hook"
            secret = "env:HOOK"
            on = ["failure"]
            schedules = ["nightly"]
            severity = "failure"
            [[notify]]
            name = "phone"
            to = "ntfy"
            url = "https://ntfy.example/topic"
            [[notify]]
            name = "check"
            to = "healthchecks"
            url = "file:check.url"
            alive-minutes = 15
            [[notify]]
            name = "program"
            to = "command"
            command = ["/bin/tell", "x"]
            [[notify]]
            name = "desk"
            to = "desktop"
            """);

        Assert.Equal(["smtp", "webhook", "ntfy", "healthchecks", "command", "desktop"], targets.Select(target => target.To));
        var mail = Assert.IsType<NotifyTarget.Smtp>(targets[0]);
        Assert.Equal((587, MailSecurity.StartTls, "a", 2), (mail.Port, mail.Security, mail.User, mail.Recipients.Count));
        Assert.Equal(["findings", "failure", "overdue", "recovered", "digest"], mail.On.Order().Select(NotificationWords.Of));
        Assert.True(mail.Takes(NotificationKind.Digest, null, NotificationSeverity.Notice));
        Assert.False(mail.Takes(NotificationKind.Success, "nightly", NotificationSeverity.Notice));
        Assert.True(targets[1].Takes(NotificationKind.Failure, "nightly", NotificationSeverity.Failure));
        Assert.False(targets[1].Takes(NotificationKind.Failure, "weekly", NotificationSeverity.Failure));
        Assert.False(targets[1].Takes(NotificationKind.Failure, "nightly", NotificationSeverity.Finding));
        Assert.Equal(TimeSpan.FromMinutes(15), Assert.IsType<NotifyTarget.Healthchecks>(targets[3]).Alive);
        // What is shown of an address is never the part that lets others send.
        Assert.Equal(("example.net", "file:/work/check.url"), (((NotifyTarget.Webhook)targets[1]).Address.ToString(), ((NotifyTarget.Healthchecks)targets[3]).Address.ToString()));
    }

    [Theory]
    [InlineData("to = \"desktop\"", typeof(SettingFault.Missing))]
    [InlineData("name = \"a b\"\nto = \"desktop\"", typeof(SettingFault.NotAName))]
    [InlineData("name = \"a\"\nto = \"fax\"", typeof(SettingFault.UnknownWord))]
    [InlineData("name = \"a\"\nto = \"desktop\"\nurl = \"https://x.example/\"", typeof(SettingFault.UnknownKey))]
    [InlineData("name = \"a\"\nto = \"desktop\"\non = [\"faliure\"]", typeof(SettingFault.UnknownWord))]
    [InlineData("name = \"a\"\nto = \"desktop\"\non = [\"test\"]", typeof(SettingFault.UnknownWord))]
    [InlineData("name = \"a\"\nto = \"desktop\"\nseverity = \"red\"", typeof(SettingFault.UnknownWord))]
    [InlineData("name = \"a\"\nto = \"ntfy\"\nurl = \"http://ntfy.example/t\"", typeof(SettingFault.NotEncrypted))]
    [InlineData("name = \"a\"\nto = \"ntfy\"\nurl = \"ntfy.example/t\"", typeof(SettingFault.NotAWebAddress))]
    [InlineData("name = \"a\"\nto = \"ntfy\"\nurl = \"https://u:p@ntfy.example/t\"", typeof(SettingFault.UrlHasCredentials))]
    [InlineData("name = \"a\"\nto = \"ntfy\"\nurl = \"file:\"", typeof(SettingFault.NotASecretReference))]
    [InlineData("name = \"a\"\nto = \"webhook\"\nurl = \"https://x.example/\"\nsecret = \"whsec_AAAA\"", typeof(SettingFault.NotASecretReference))]
    [InlineData("name = \"a\"\nto = \"healthchecks\"\nurl = \"https://x.example/\"\non = [\"failure\"]", typeof(SettingFault.UnknownKey))]
    [InlineData("name = \"a\"\nto = \"command\"\ncommand = []", typeof(SettingFault.ProgramMissing))]
    [InlineData("name = \"a\"\nto = \"smtp\"\nhost = \"h\"\nfrom = \"nobody\"\nrecipients = [\"b@x\"]", typeof(SettingFault.NotAMailAddress))]
    [InlineData("name = \"a\"\nto = \"smtp\"\nhost = \"h\"\nfrom = \"a@x\"", typeof(SettingFault.Missing))]
    [InlineData("name = \"a\"\nto = \"smtp\"\nhost = \"h\"\nfrom = \"a@x\"\nrecipients = [\"b@x\"]\nsecurity = \"none\"", typeof(SettingFault.NotEncrypted))]
    [InlineData("name = \"a\"\nto = \"smtp\"\nhost = \"h\"\nfrom = \"a@x\"\nrecipients = [\"b@x\"]\nuser = \"u\"", typeof(SettingFault.PartnerMissing))]
    [InlineData("name = \"a\"\nto = \"desktop\"\n[[notify]]\nname = \"a\"\nto = \"desktop\"", typeof(SettingFault.NameRepeated))]
    public void What_is_wrong_is_refused_with_a_hint_and_without_the_secret(string text, Type fault)
    {
        var refused = Assert.Throws<ArchivistException>(() => Read($"[[notify]]\n{text}\n"));

        var problem = Assert.IsType<SettingRefused>(refused.Problem);
        Assert.IsType(fault, problem.Fault);
        var (sentence, hint) = CommandLineMessages.Instance.Of(problem);
        Assert.NotNull(hint);
        Assert.DoesNotContain("whsec_AAAA", sentence + hint, StringComparison.Ordinal);
    }

    private static IReadOnlyList<NotifyTarget> Read(string text) => SettingsReader.Read(
        Encoding.UTF8.GetBytes(Minimal + text), "/work/archivist.toml", new SettingsEnvironment(new Hashtable(), "/work", "/home/tester")).Notify;
}
