import django.db.models.deletion
import luoshi.delivery.engine.evidence
import luoshi.delivery.engine.lights
import luoshi.delivery.engine.lots
import luoshi.delivery.engine.returned
import luoshi.kernel.making_tables
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('kernel', '0019_formulas'),
        ('kernel', '__first__'),
        ('plan', '0006_travel'),
        ('work', '0001_initial'),
    ]

    operations = [
        luoshi.kernel.making_tables.CreateModels(
            operations=[
                migrations.CreateModel(
                    name='CheckDraw',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('title', models.CharField(max_length=200)),
                        ('since', models.DateField()),
                        ('until', models.DateField()),
                        ('lead_kind', models.CharField(blank=True, max_length=20)),
                        ('size', models.PositiveIntegerField()),
                        ('seed_kind', models.CharField(max_length=10)),
                        ('sealed', models.CharField(blank=True, max_length=64)),
                        ('digest', models.CharField(blank=True, max_length=64)),
                        ('promised', models.CharField(blank=True, max_length=300)),
                        ('seed', models.CharField(blank=True, max_length=200)),
                        ('announced_at', models.DateTimeField()),
                        ('drawn_at', models.DateTimeField(null=True)),
                        ('announced_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                        ('drawn_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                        ('supervisor', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='check_draws', to='kernel.body')),
                    ],
                    options={
                        'constraints': [models.CheckConstraint(condition=models.Q(('seed_kind__in', [luoshi.delivery.engine.lots.SeedKind['SEALED'], luoshi.delivery.engine.lots.SeedKind['PUBLIC']])), name='checkdraw_seed_kind_known'), models.CheckConstraint(condition=models.Q(models.Q(('title', ''), _negated=True), ('size__gt', 0)), name='checkdraw_draws_something'), models.CheckConstraint(condition=models.Q(models.Q(('seed_kind', luoshi.delivery.engine.lots.SeedKind['SEALED']), models.Q(('sealed', ''), _negated=True), models.Q(('digest', ''), _negated=True)), models.Q(('seed_kind', luoshi.delivery.engine.lots.SeedKind['PUBLIC']), models.Q(('promised', ''), _negated=True)), _connector='OR'), name='checkdraw_seed_is_bound_beforehand'), models.CheckConstraint(condition=models.Q(models.Q(('drawn_at__isnull', True), ('seed', '')), models.Q(models.Q(('seed', ''), _negated=True), ('drawn_at__isnull', False)), _connector='OR'), name='checkdraw_seed_with_the_draw'), models.CheckConstraint(condition=models.Q(('since__isnull', True), ('until__isnull', True), ('since__lte', models.F('until')), _connector='OR'), name='checkdraw_since_before_until'), models.CheckConstraint(condition=models.Q(('announced_at__isnull', True), ('drawn_at__isnull', True), ('announced_at__lte', models.F('drawn_at')), _connector='OR'), name='checkdraw_announced_before_drawn')],
                    },
                ),
                migrations.CreateModel(
                    name='LightRule',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('red', models.TextField()),
                        ('yellow', models.TextField()),
                        ('valid_from', models.DateField()),
                        ('clause', models.CharField(max_length=300)),
                        ('set_at', models.DateTimeField()),
                        ('set_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                    ],
                    options={
                        'constraints': [models.CheckConstraint(condition=models.Q(models.Q(('red', ''), _negated=True), models.Q(('yellow', ''), _negated=True), models.Q(('clause', ''), _negated=True)), name='lightrule_is_whole')],
                    },
                ),
                migrations.CreateModel(
                    name='ReportRound',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('period', models.CharField(max_length=10)),
                        ('due_on', models.DateField()),
                        ('opened_at', models.DateTimeField()),
                        ('form', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='report_rounds', to='work.askform')),
                        ('issuer', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='report_rounds', to='kernel.body')),
                        ('opened_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                    ],
                    options={
                        'constraints': [models.UniqueConstraint(fields=('issuer', 'period'), name='reportround_once_a_period')],
                    },
                ),
                migrations.CreateModel(
                    name='Source',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('kind', models.CharField(choices=[('plan', 'a plan'), ('minutes', 'minutes of a meeting'), ('note', "a leader's note"), ('letter', "a superior's letter"), ('other', 'something else')], max_length=10)),
                        ('title', models.CharField(max_length=200)),
                        ('number', models.CharField(blank=True, max_length=80)),
                        ('on', models.DateField(null=True)),
                        ('words', models.TextField(blank=True)),
                        ('instructed_by', models.CharField(blank=True, max_length=60)),
                        ('entered_at', models.DateTimeField()),
                        ('entered_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                        ('issuer', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='sources', to='kernel.body')),
                        ('plan', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='sources', to='plan.plan')),
                        ('upload', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='kernel.upload')),
                    ],
                    options={
                        'constraints': [models.CheckConstraint(condition=models.Q(('kind__in', ['plan', 'minutes', 'note', 'letter', 'other'])), name='source_kind_known'), models.CheckConstraint(condition=models.Q(('title', ''), _negated=True), name='source_has_a_title'), models.CheckConstraint(condition=models.Q(models.Q(('kind', 'note'), _negated=True), models.Q(('instructed_by', ''), _negated=True), _connector='OR'), name='source_note_names_the_leader')],
                    },
                ),
                migrations.CreateModel(
                    name='CheckInspector',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('key', models.CharField(max_length=150)),
                        ('draw', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='inspectors', to='delivery.checkdraw')),
                        ('user', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                    ],
                    options={
                        'constraints': [models.UniqueConstraint(fields=('draw', 'key'), name='checkinspector_once')],
                    },
                ),
                migrations.CreateModel(
                    name='ProgressReport',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('period', models.CharField(max_length=10)),
                        ('done', models.TextField(blank=True)),
                        ('no_progress', models.TextField(blank=True)),
                        ('problems', models.TextField(blank=True)),
                        ('next_step', models.TextField(blank=True)),
                        ('percent', models.DecimalField(decimal_places=2, max_digits=5, null=True)),
                        ('about_on', models.DateField(null=True)),
                        ('is_past', models.BooleanField(default=False)),
                        ('reported_at', models.DateTimeField()),
                        ('accepted_at', models.DateTimeField(null=True)),
                        ('sent_as', models.UUIDField(null=True, unique=True)),
                        ('accepted_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                        ('body', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='progress_reports', to='kernel.body')),
                        ('corrects', models.OneToOneField(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='corrected_by', to='delivery.progressreport')),
                        ('from_file', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='kernel.upload')),
                        ('matter', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='progress_report', to='work.matter')),
                        ('reported_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                        ('round', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='reports', to='delivery.reportround')),
                    ],
                    options={
                        'constraints': [models.CheckConstraint(condition=models.Q(models.Q(('done', ''), models.Q(('no_progress', ''), _negated=True)), models.Q(models.Q(('done', ''), _negated=True), ('no_progress', '')), _connector='OR'), name='progressreport_done_or_not'), models.CheckConstraint(condition=models.Q(('percent__isnull', True), models.Q(('percent__gte', 0), ('percent__lte', 100)), _connector='OR'), name='progressreport_percent_is_one'), models.CheckConstraint(condition=models.Q(('reported_at__isnull', True), ('accepted_at__isnull', True), ('reported_at__lte', models.F('accepted_at')), _connector='OR'), name='progressreport_reported_before_accepted')],
                        'indexes': [models.Index(fields=['body', 'period'], name='delivery_pr_body_id_775159_idx')],
                    },
                ),
                migrations.CreateModel(
                    name='RoundAsk',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('body', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='round_asks', to='kernel.body')),
                        ('matter', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='round_ask', to='work.matter')),
                        ('round', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='asks', to='delivery.reportround')),
                    ],
                    options={
                        'constraints': [models.UniqueConstraint(fields=('round', 'body'), name='roundask_once_a_body')],
                    },
                ),
                migrations.CreateModel(
                    name='Assignment',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('origin_kind', models.CharField(choices=[('public', 'public'), ('own', 'own'), ('simulated', 'simulated')], max_length=10)),
                        ('origin_source', models.CharField(blank=True, max_length=300)),
                        ('origin_on', models.DateField(blank=True, null=True)),
                        ('title', models.CharField(max_length=300)),
                        ('measure', models.TextField(blank=True)),
                        ('completion', models.CharField(choices=[('one_off', 'one product'), ('quantified', 'a number by a day'), ('staged', 'in stages'), ('long_term', 'kept up for long, confirmed each year')], default='one_off', max_length=10)),
                        ('is_invited', models.BooleanField(default=False)),
                        ('starts_on', models.DateField(null=True)),
                        ('due_on', models.DateField(null=True)),
                        ('issued_at', models.DateTimeField()),
                        ('accepted_at', models.DateTimeField(null=True)),
                        ('struck_off_at', models.DateTimeField(null=True)),
                        ('accepted_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                        ('carried_from', models.OneToOneField(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='carried_to', to='delivery.assignment')),
                        ('issued_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                        ('issuer', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='assignments_issued', to='kernel.body')),
                        ('lead', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='assignments_led', to='kernel.body')),
                        ('matter', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='assignment', to='work.matter')),
                        ('parent', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='parts', to='delivery.assignment')),
                        ('struck_off_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                        ('source', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='assignments', to='delivery.source')),
                    ],
                    options={
                        'abstract': False,
                        'constraints': [models.CheckConstraint(condition=models.Q(('origin_kind__in', ['public', 'own', 'simulated'])), name='delivery_assignment_origin_known'), models.CheckConstraint(condition=models.Q(models.Q(('origin_kind', 'public'), _negated=True), models.Q(models.Q(('origin_source', ''), _negated=True), ('origin_on__isnull', False)), _connector='OR'), name='delivery_assignment_public_has_source'), models.CheckConstraint(condition=models.Q(('completion__in', ['one_off', 'quantified', 'staged', 'long_term'])), name='assignment_completion_known'), models.CheckConstraint(condition=models.Q(('title', ''), _negated=True), name='assignment_has_a_title'), models.CheckConstraint(condition=models.Q(('parent__isnull', True), models.Q(('parent', models.F('id')), _negated=True), _connector='OR'), name='assignment_not_its_own_parent'), models.CheckConstraint(condition=models.Q(('carried_from__isnull', True), models.Q(('carried_from', models.F('id')), _negated=True), _connector='OR'), name='assignment_not_carried_from_itself'), models.CheckConstraint(condition=models.Q(('starts_on__isnull', True), ('due_on__isnull', True), ('starts_on__lte', models.F('due_on')), _connector='OR'), name='assignment_starts_before_due'), models.CheckConstraint(condition=models.Q(('struck_off_at__isnull', True), ('accepted_at__isnull', False), _connector='OR'), name='assignment_struck_off_after_acceptance'), models.CheckConstraint(condition=models.Q(('struck_off_by__isnull', True), ('accepted_by__isnull', True), ('struck_off_at__isnull', False), _connector='OR'), name='assignment_struck_off_by_somebody_at_a_moment')],
                        'indexes': [models.Index(fields=['lead', 'due_on'], name='delivery_as_lead_id_82b56b_idx')],
                    },
                ),
                migrations.CreateModel(
                    name='CheckCandidate',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('position', models.PositiveIntegerField()),
                        ('key', models.CharField(max_length=40)),
                        ('assignment', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='check_candidates', to='delivery.assignment')),
                        ('draw', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='candidates', to='delivery.checkdraw')),
                    ],
                    options={
                        'constraints': [models.UniqueConstraint(fields=('draw', 'position'), name='checkcandidate_placed'), models.UniqueConstraint(fields=('draw', 'key'), name='checkcandidate_once')],
                    },
                ),
                migrations.CreateModel(
                    name='Evidence',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('kind', models.CharField(max_length=10)),
                        ('title', models.CharField(max_length=200)),
                        ('number', models.CharField(blank=True, max_length=80)),
                        ('on', models.DateField(null=True)),
                        ('query', models.CharField(blank=True, max_length=500)),
                        ('value', models.CharField(blank=True, max_length=80)),
                        ('upload', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='kernel.upload')),
                        ('report', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='evidence', to='delivery.progressreport')),
                    ],
                    options={
                        'constraints': [models.CheckConstraint(condition=models.Q(('kind__in', [luoshi.delivery.engine.evidence.EvidenceKind['QUERY'], luoshi.delivery.engine.evidence.EvidenceKind['PAPER'], luoshi.delivery.engine.evidence.EvidenceKind['FILE']])), name='evidence_kind_known'), models.CheckConstraint(condition=models.Q(models.Q(('kind', luoshi.delivery.engine.evidence.EvidenceKind['PAPER']), _negated=True), models.Q(('number', ''), _negated=True), _connector='OR'), name='evidence_paper_has_a_number'), models.CheckConstraint(condition=models.Q(models.Q(('kind', luoshi.delivery.engine.evidence.EvidenceKind['FILE']), _negated=True), ('upload__isnull', False), _connector='OR'), name='evidence_file_is_there'), models.CheckConstraint(condition=models.Q(models.Q(('kind', luoshi.delivery.engine.evidence.EvidenceKind['QUERY']), _negated=True), models.Q(('query', ''), _negated=True), _connector='OR'), name='evidence_query_can_be_asked')],
                    },
                ),
                migrations.CreateModel(
                    name='LightOverride',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('light', models.CharField(max_length=10)),
                        ('reason', models.TextField()),
                        ('at', models.DateTimeField()),
                        ('ended_at', models.DateTimeField(null=True)),
                        ('assignment', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='overrides', to='delivery.assignment')),
                        ('by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                        ('ended_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                    ],
                    options={
                        'constraints': [models.CheckConstraint(condition=models.Q(('light__in', [luoshi.delivery.engine.lights.Light['GREEN'], luoshi.delivery.engine.lights.Light['YELLOW'], luoshi.delivery.engine.lights.Light['RED'], luoshi.delivery.engine.lights.Light['GREY'], luoshi.delivery.engine.lights.Light['BLUE']])), name='lightoverride_light_known'), models.CheckConstraint(condition=models.Q(('reason', ''), _negated=True), name='lightoverride_has_a_reason'), models.CheckConstraint(condition=models.Q(('at__isnull', True), ('ended_at__isnull', True), ('at__lte', models.F('ended_at')), _connector='OR'), name='lightoverride_set_before_ended'), models.UniqueConstraint(condition=models.Q(('ended_at__isnull', True)), fields=('assignment',), name='lightoverride_one_standing')],
                    },
                ),
                migrations.CreateModel(
                    name='MajorMark',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('reason', models.CharField(max_length=300)),
                        ('marked_at', models.DateTimeField()),
                        ('ended_at', models.DateTimeField(null=True)),
                        ('assignment', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='major_marks', to='delivery.assignment')),
                        ('body', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='major_marks', to='kernel.body')),
                        ('ended_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                        ('marked_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                    ],
                    options={
                        'constraints': [models.CheckConstraint(condition=models.Q(('reason', ''), _negated=True), name='majormark_has_a_reason'), models.CheckConstraint(condition=models.Q(('marked_at__isnull', True), ('ended_at__isnull', True), ('marked_at__lte', models.F('ended_at')), _connector='OR'), name='majormark_marked_before_ended'), models.UniqueConstraint(condition=models.Q(('ended_at__isnull', True)), fields=('assignment', 'body'), name='majormark_one_standing_a_body')],
                    },
                ),
                migrations.CreateModel(
                    name='Milestone',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('position', models.PositiveIntegerField()),
                        ('title', models.CharField(max_length=200)),
                        ('due_on', models.DateField()),
                        ('stated_at', models.DateTimeField()),
                        ('withdrawn_at', models.DateTimeField(null=True)),
                        ('withdrawn_because', models.TextField(blank=True)),
                        ('assignment', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='milestones', to='delivery.assignment')),
                        ('carried_from', models.OneToOneField(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='carried_to', to='delivery.milestone')),
                        ('stated_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                        ('withdrawn_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                    ],
                    options={
                        'constraints': [models.UniqueConstraint(fields=('assignment', 'position'), name='milestone_placed'), models.CheckConstraint(condition=models.Q(('title', ''), _negated=True), name='milestone_has_a_title'), models.CheckConstraint(condition=models.Q(('stated_at__isnull', True), ('withdrawn_at__isnull', True), ('stated_at__lte', models.F('withdrawn_at')), _connector='OR'), name='milestone_stated_before_withdrawn')],
                    },
                ),
                migrations.CreateModel(
                    name='ReportOn',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('assignment', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='reported', to='delivery.assignment')),
                        ('report', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='about', to='delivery.progressreport')),
                    ],
                    options={
                        'constraints': [models.UniqueConstraint(fields=('report', 'assignment'), name='reporton_once')],
                    },
                ),
                migrations.CreateModel(
                    name='ReturnedFile',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('position', models.PositiveIntegerField()),
                        ('saved_at', models.DateTimeField(null=True)),
                        ('verdict', models.CharField(max_length=12)),
                        ('said', models.JSONField(default=dict)),
                        ('faults', models.JSONField(default=list)),
                        ('entries', models.JSONField(default=dict)),
                        ('left_empty', models.PositiveIntegerField(default=0)),
                        ('handed_at', models.DateTimeField()),
                        ('taken_at', models.DateTimeField(null=True)),
                        ('handed_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                        ('replaced_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='replaces', to='delivery.returnedfile')),
                        ('round', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='returned', to='delivery.reportround')),
                        ('taken_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                        ('upload', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='kernel.upload')),
                        ('ask', models.ForeignKey(null=True, on_delete=django.db.models.deletion.CASCADE, related_name='returned', to='delivery.roundask')),
                    ],
                    options={
                        'constraints': [models.CheckConstraint(condition=models.Q(('verdict__in', [luoshi.delivery.engine.returned.Verdict['SOUND'], luoshi.delivery.engine.returned.Verdict['EMPTY'], luoshi.delivery.engine.returned.Verdict['ERRORS'], luoshi.delivery.engine.returned.Verdict['OTHER_ROUND'], luoshi.delivery.engine.returned.Verdict['OTHER_BODY'], luoshi.delivery.engine.returned.Verdict['TAMPERED'], luoshi.delivery.engine.returned.Verdict['FOREIGN'], luoshi.delivery.engine.returned.Verdict['UNREADABLE'], luoshi.delivery.engine.returned.Verdict['REFUSED']])), name='returnedfile_verdict_known'), models.UniqueConstraint(fields=('round', 'upload'), name='returnedfile_once_a_round'), models.CheckConstraint(condition=models.Q(('taken_at__isnull', True), models.Q(('ask__isnull', False), ('verdict', luoshi.delivery.engine.returned.Verdict['SOUND'])), _connector='OR'), name='returnedfile_taken_in_when_sound'), models.CheckConstraint(condition=models.Q(('handed_at__isnull', True), ('taken_at__isnull', True), ('handed_at__lte', models.F('taken_at')), _connector='OR'), name='returnedfile_handed_in_before_taken')],
                    },
                ),
                migrations.CreateModel(
                    name='Serving',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('assignment', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='servings', to='delivery.assignment')),
                        ('commitment', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='servings', to='plan.commitment')),
                    ],
                    options={
                        'constraints': [models.UniqueConstraint(fields=('assignment', 'commitment'), name='serving_once')],
                    },
                ),
                migrations.CreateModel(
                    name='Supporter',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('position', models.PositiveIntegerField()),
                        ('assignment', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='supporters', to='delivery.assignment')),
                        ('body', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='assignments_supported', to='kernel.body')),
                    ],
                    options={
                        'constraints': [models.UniqueConstraint(fields=('assignment', 'body'), name='supporter_once')],
                    },
                ),
                migrations.CreateModel(
                    name='TakenOver',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('key', models.CharField(max_length=64, unique=True)),
                        ('sheet', models.CharField(max_length=100)),
                        ('number', models.PositiveIntegerField()),
                        ('said', models.JSONField()),
                        ('issued_on', models.DateField(null=True)),
                        ('stood_on', models.DateField(null=True)),
                        ('done_on', models.DateField(null=True)),
                        ('taken_at', models.DateTimeField()),
                        ('assignment', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, related_name='taken_over', to='delivery.assignment')),
                        ('taken_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                        ('upload', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='kernel.upload')),
                    ],
                ),
                migrations.CreateModel(
                    name='MilestoneClaim',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('reached_on', models.DateField()),
                        ('milestone', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='claims', to='delivery.milestone')),
                        ('report', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='claims', to='delivery.progressreport')),
                    ],
                    options={
                        'constraints': [models.UniqueConstraint(fields=('report', 'milestone'), name='milestoneclaim_once')],
                    },
                ),
                migrations.CreateModel(
                    name='SpotCheck',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('place', models.PositiveIntegerField()),
                        ('lot', models.CharField(max_length=64)),
                        ('finding', models.CharField(blank=True, choices=[('holds', 'holds on the spot'), ('fails', 'does not hold on the spot')], max_length=10)),
                        ('found_at', models.DateTimeField(null=True)),
                        ('candidate', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, related_name='spot_check', to='delivery.checkcandidate')),
                        ('found_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                        ('inspector', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='checks', to='delivery.checkinspector')),
                        ('matter', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='spot_check', to='work.matter')),
                    ],
                    options={
                        'constraints': [models.CheckConstraint(condition=models.Q(('finding__in', ['', 'holds', 'fails'])), name='spotcheck_finding_known'), models.CheckConstraint(condition=models.Q(models.Q(('finding', ''), ('found_at__isnull', True)), models.Q(models.Q(('finding', ''), _negated=True), ('found_at__isnull', False)), _connector='OR'), name='spotcheck_found_at_a_moment')],
                    },
                ),
            ],
        ),
    ]
