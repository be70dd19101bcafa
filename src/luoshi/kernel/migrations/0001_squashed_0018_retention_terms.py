import django.core.serializers.json
import django.db.models.deletion
import django.db.models.functions.text
from django.conf import settings
from django.db import migrations, models


def index_words(apps, schema_editor):
    """SQLite has a table of its own for the words, which the guards make; PostgreSQL keeps them with the row,
    so that a phrase is looked up without taking the text apart again."""
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute(
            "ALTER TABLE kernel_searchrow ADD COLUMN words_found tsvector "
            "GENERATED ALWAYS AS (to_tsvector('simple', words)) STORED"
        )
        schema_editor.execute("CREATE INDEX kernel_searchrow_words ON kernel_searchrow USING gin (words_found)")


class Migration(migrations.Migration):

    replaces = [
        ('kernel', '0001_initial'),
        ('kernel', '0002_matching'),
        ('kernel', '0003_posts_origin'),
        ('kernel', '0004_imports'),
        ('kernel', '0005_successions'),
        ('kernel', '0006_lists'),
        ('kernel', '0007_sign_in'),
        ('kernel', '0008_body_order'),
        ('kernel', '0009_loans'),
        ('kernel', '0010_withdrawn_grants'),
        ('kernel', '0011_hand_overs'),
        ('kernel', '0012_search'),
        ('kernel', '0013_recent_searches'),
        ('kernel', '0014_entries_signed_as_posts'),
        ('kernel', '0015_identities'),
        ('kernel', '0016_job_order'),
        ('kernel', '0017_doubles'),
        ('kernel', '0018_retention_terms'),
    ]
    initial = True

    dependencies = [
    ]

    operations = [
        migrations.CreateModel(
            name='User',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('password', models.CharField(max_length=128, verbose_name='password')),
                ('last_login', models.DateTimeField(blank=True, null=True, verbose_name='last login')),
                ('username', models.CharField(max_length=60, unique=True, verbose_name='user name')),
                ('display_name', models.CharField(max_length=60, verbose_name='name')),
                ('email', models.EmailField(blank=True, max_length=254, verbose_name='mail address')),
                ('language', models.CharField(choices=[('zh-hans', 'Chinese'), ('en', 'English')], default='zh-hans', max_length=10, verbose_name='language')),
                ('is_active', models.BooleanField(default=True)),
                ('created_at', models.DateTimeField()),
                ('must_change_password', models.BooleanField(default=False)),
                ('password_expires_at', models.DateTimeField(null=True)),
            ],
            options={
                'constraints': [models.UniqueConstraint(django.db.models.functions.text.Lower('username'), name='user_one_per_name_in_any_case'), models.CheckConstraint(condition=models.Q(('username', ''), _negated=True), name='user_has_a_username'), models.CheckConstraint(condition=models.Q(('language__in', ['zh-hans', 'en'])), name='user_language_known')],
            },
        ),
        migrations.CreateModel(
            name='Area',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('origin_kind', models.CharField(choices=[('public', 'public'), ('own', 'own'), ('simulated', 'simulated')], max_length=10)),
                ('origin_source', models.CharField(blank=True, max_length=300)),
                ('origin_on', models.DateField(blank=True, null=True)),
                ('valid_from', models.DateField(blank=True, null=True)),
                ('valid_until', models.DateField(blank=True, null=True)),
                ('code', models.CharField(max_length=12)),
                ('name', models.CharField(max_length=60)),
                ('name_en', models.CharField(blank=True, max_length=120)),
                ('kind', models.CharField(choices=[('country', 'country'), ('province', 'province'), ('prefecture', 'prefecture-level city'), ('county', 'county or district'), ('township', 'township'), ('village', 'village'), ('zone', 'development zone')], max_length=12)),
                ('path', models.CharField(db_index=True, max_length=120)),
                ('edition', models.CharField(blank=True, max_length=40)),
                ('parent', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='children', to='kernel.area')),
                ('successor', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='predecessors', to='kernel.area')),
            ],
            options={
                'abstract': False,
                'constraints': [models.CheckConstraint(condition=models.Q(('origin_kind__in', ['public', 'own', 'simulated'])), name='kernel_area_origin_known'), models.CheckConstraint(condition=models.Q(models.Q(('origin_kind', 'public'), _negated=True), models.Q(models.Q(('origin_source', ''), _negated=True), ('origin_on__isnull', False)), _connector='OR'), name='kernel_area_public_has_source'), models.CheckConstraint(condition=models.Q(('valid_from__isnull', True), ('valid_until__isnull', True), ('valid_from__lte', models.F('valid_until')), _connector='OR'), name='kernel_area_valid_in_order'), models.CheckConstraint(condition=models.Q(('kind__in', ['country', 'province', 'prefecture', 'county', 'township', 'village', 'zone'])), name='area_kind_known'), models.UniqueConstraint(fields=('code', 'name', 'valid_from'), name='area_once_per_name_and_day'), models.UniqueConstraint(condition=models.Q(('valid_until__isnull', True)), fields=('code',), name='area_one_open_per_code')],
            },
        ),
        migrations.CreateModel(
            name='AuditEntry',
            fields=[
                ('number', models.BigIntegerField(primary_key=True, serialize=False)),
                ('act', models.UUIDField(unique=True)),
                ('code', models.CharField(db_index=True, max_length=80)),
                ('by_id', models.BigIntegerField(blank=True, db_index=True, null=True)),
                ('post_id', models.BigIntegerField(blank=True, null=True)),
                ('at', models.DateTimeField(db_index=True)),
                ('previous', models.CharField(max_length=64)),
                ('digest', models.CharField(max_length=64)),
            ],
            options={
                'constraints': [models.CheckConstraint(condition=models.Q(('number__gte', 1)), name='auditentry_number_from_one')],
            },
        ),
        migrations.CreateModel(
            name='AuditHead',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('number', models.BigIntegerField(default=0)),
                ('digest', models.CharField(max_length=64)),
            ],
            options={
                'constraints': [models.CheckConstraint(condition=models.Q(('id', 1)), name='audithead_is_one_row')],
            },
        ),
        migrations.CreateModel(
            name='AuditPart',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('position', models.PositiveIntegerField()),
                ('code', models.CharField(max_length=80)),
                ('label', models.CharField(max_length=80)),
                ('object_id', models.CharField(max_length=40)),
                ('fields', models.JSONField(default=dict)),
                ('entry', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='parts', to='kernel.auditentry', to_field='act')),
            ],
            options={
                'indexes': [models.Index(fields=['label', 'object_id'], name='auditpart_object')],
                'constraints': [models.UniqueConstraint(fields=('entry', 'position'), name='auditpart_one_per_position')],
            },
        ),
        migrations.CreateModel(
            name='AuditValue',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('position', models.PositiveIntegerField()),
                ('field', models.CharField(max_length=60)),
                ('salt', models.CharField(max_length=32)),
                ('old', models.JSONField(null=True)),
                ('new', models.JSONField(null=True)),
                ('entry', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='values', to='kernel.auditentry', to_field='act')),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('entry', 'position', 'field'), name='auditvalue_one_per_field')],
            },
        ),
        migrations.CreateModel(
            name='Body',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('origin_kind', models.CharField(choices=[('public', 'public'), ('own', 'own'), ('simulated', 'simulated')], max_length=10)),
                ('origin_source', models.CharField(blank=True, max_length=300)),
                ('origin_on', models.DateField(blank=True, null=True)),
                ('valid_from', models.DateField(blank=True, null=True)),
                ('valid_until', models.DateField(blank=True, null=True)),
                ('name', models.CharField(max_length=120)),
                ('name_en', models.CharField(blank=True, max_length=200)),
                ('kind', models.CharField(choices=[('agency', 'agency'), ('enterprise', 'enterprise'), ('park_committee', 'park committee'), ('other', 'other body')], max_length=20)),
                ('area', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='bodies', to='kernel.area')),
                ('parent', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='children', to='kernel.body')),
            ],
            options={
                'abstract': False,
                'indexes': [models.Index(fields=['name', 'id'], name='kernel_body_name_ce70a1_idx')],
                'constraints': [models.CheckConstraint(condition=models.Q(('origin_kind__in', ['public', 'own', 'simulated'])), name='kernel_body_origin_known'), models.CheckConstraint(condition=models.Q(models.Q(('origin_kind', 'public'), _negated=True), models.Q(models.Q(('origin_source', ''), _negated=True), ('origin_on__isnull', False)), _connector='OR'), name='kernel_body_public_has_source'), models.CheckConstraint(condition=models.Q(('valid_from__isnull', True), ('valid_until__isnull', True), ('valid_from__lte', models.F('valid_until')), _connector='OR'), name='kernel_body_valid_in_order'), models.CheckConstraint(condition=models.Q(('kind__in', ['agency', 'enterprise', 'park_committee', 'other'])), name='body_kind_known'), models.CheckConstraint(condition=models.Q(('name', ''), _negated=True), name='body_has_a_name'), models.CheckConstraint(condition=models.Q(('parent__isnull', True), models.Q(('parent', models.F('id')), _negated=True), _connector='OR'), name='body_not_its_own_parent'), models.UniqueConstraint(condition=models.Q(('valid_until__isnull', True)), fields=('area', 'name'), name='body_one_open_per_area_and_name')],
            },
        ),
        migrations.CreateModel(
            name='BodyName',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('origin_kind', models.CharField(choices=[('public', 'public'), ('own', 'own'), ('simulated', 'simulated')], max_length=10)),
                ('origin_source', models.CharField(blank=True, max_length=300)),
                ('origin_on', models.DateField(blank=True, null=True)),
                ('valid_from', models.DateField(blank=True, null=True)),
                ('valid_until', models.DateField(blank=True, null=True)),
                ('name', models.CharField(db_index=True, max_length=120)),
                ('kind', models.CharField(choices=[('official', 'official name'), ('short', 'short name'), ('alias', 'other name'), ('printed', 'as printed')], max_length=10)),
                ('body', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='names', to='kernel.body')),
            ],
            options={
                'abstract': False,
                'constraints': [models.CheckConstraint(condition=models.Q(('origin_kind__in', ['public', 'own', 'simulated'])), name='kernel_bodyname_origin_known'), models.CheckConstraint(condition=models.Q(models.Q(('origin_kind', 'public'), _negated=True), models.Q(models.Q(('origin_source', ''), _negated=True), ('origin_on__isnull', False)), _connector='OR'), name='kernel_bodyname_public_has_source'), models.CheckConstraint(condition=models.Q(('valid_from__isnull', True), ('valid_until__isnull', True), ('valid_from__lte', models.F('valid_until')), _connector='OR'), name='kernel_bodyname_valid_in_order'), models.CheckConstraint(condition=models.Q(('kind__in', ['official', 'short', 'alias', 'printed'])), name='bodyname_kind_known'), models.CheckConstraint(condition=models.Q(('name', ''), _negated=True), name='bodyname_not_empty'), models.UniqueConstraint(condition=models.Q(('valid_until__isnull', True)), fields=('body', 'name', 'kind'), name='bodyname_once_while_open'), models.UniqueConstraint(condition=models.Q(('kind', 'official'), ('valid_until__isnull', True)), fields=('body',), name='bodyname_one_open_official')],
            },
        ),
        migrations.CreateModel(
            name='Command',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('origin_kind', models.CharField(choices=[('public', 'public'), ('own', 'own'), ('simulated', 'simulated')], max_length=10)),
                ('origin_source', models.CharField(blank=True, max_length=300)),
                ('origin_on', models.DateField(blank=True, null=True)),
                ('valid_from', models.DateField(blank=True, null=True)),
                ('valid_until', models.DateField(blank=True, null=True)),
                ('is_commanded', models.BooleanField()),
                ('commander', models.CharField(blank=True, max_length=120)),
                ('body', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='commands', to='kernel.body')),
            ],
            options={
                'abstract': False,
                'constraints': [models.CheckConstraint(condition=models.Q(('origin_kind__in', ['public', 'own', 'simulated'])), name='kernel_command_origin_known'), models.CheckConstraint(condition=models.Q(models.Q(('origin_kind', 'public'), _negated=True), models.Q(models.Q(('origin_source', ''), _negated=True), ('origin_on__isnull', False)), _connector='OR'), name='kernel_command_public_has_source'), models.CheckConstraint(condition=models.Q(('valid_from__isnull', True), ('valid_until__isnull', True), ('valid_from__lte', models.F('valid_until')), _connector='OR'), name='kernel_command_valid_in_order'), models.UniqueConstraint(condition=models.Q(('valid_until__isnull', True)), fields=('body',), name='command_one_open_per_body')],
            },
        ),
        migrations.CreateModel(
            name='Double',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('score', models.DecimalField(decimal_places=1, max_digits=4)),
                ('reasons', models.JSONField()),
                ('found_at', models.DateTimeField()),
                ('one', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='kernel.body')),
                ('other', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='kernel.body')),
            ],
            options={
                'indexes': [models.Index(fields=['-score', 'id'], name='double_by_score')],
                'constraints': [models.UniqueConstraint(fields=('one', 'other'), name='double_once'), models.CheckConstraint(condition=models.Q(('one__lt', models.F('other'))), name='double_in_order')],
            },
        ),
        migrations.CreateModel(
            name='Fact',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('origin_kind', models.CharField(choices=[('public', 'public'), ('own', 'own'), ('simulated', 'simulated')], max_length=10)),
                ('origin_source', models.CharField(blank=True, max_length=300)),
                ('origin_on', models.DateField(blank=True, null=True)),
                ('valid_from', models.DateField(blank=True, null=True)),
                ('valid_until', models.DateField(blank=True, null=True)),
                ('name', models.CharField(max_length=60)),
                ('kind', models.CharField(choices=[('text', 'text'), ('number', 'number'), ('date', 'date'), ('code', 'code')], max_length=6)),
                ('text', models.CharField(blank=True, max_length=300)),
                ('number', models.DecimalField(decimal_places=6, max_digits=30, null=True)),
                ('day', models.DateField(null=True)),
                ('recorded_at', models.DateTimeField()),
                ('is_withdrawal', models.BooleanField(default=False)),
                ('body', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='facts', to='kernel.body')),
                ('corrects', models.OneToOneField(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='correction', to='kernel.fact')),
                ('recorded_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'abstract': False,
                'indexes': [models.Index(fields=['body', 'name', 'recorded_at'], name='kernel_fact_body_id_f891f8_idx'), models.Index(fields=['name', 'text'], name='kernel_fact_name_9cd164_idx')],
                'constraints': [models.CheckConstraint(condition=models.Q(('origin_kind__in', ['public', 'own', 'simulated'])), name='kernel_fact_origin_known'), models.CheckConstraint(condition=models.Q(models.Q(('origin_kind', 'public'), _negated=True), models.Q(models.Q(('origin_source', ''), _negated=True), ('origin_on__isnull', False)), _connector='OR'), name='kernel_fact_public_has_source'), models.CheckConstraint(condition=models.Q(('valid_from__isnull', True), ('valid_until__isnull', True), ('valid_from__lte', models.F('valid_until')), _connector='OR'), name='kernel_fact_valid_in_order'), models.CheckConstraint(condition=models.Q(('kind__in', ['text', 'number', 'date', 'code'])), name='fact_kind_known'), models.CheckConstraint(condition=models.Q(models.Q(('day__isnull', True), ('is_withdrawal', True), ('number__isnull', True), ('text', '')), models.Q(('day__isnull', True), ('is_withdrawal', False), ('kind', 'number'), ('number__isnull', False), ('text', '')), models.Q(('day__isnull', False), ('is_withdrawal', False), ('kind', 'date'), ('number__isnull', True), ('text', '')), models.Q(('day__isnull', True), ('is_withdrawal', False), ('kind__in', ['text', 'code']), ('number__isnull', True), models.Q(('text', ''), _negated=True)), _connector='OR'), name='fact_has_the_value_of_its_kind'), models.CheckConstraint(condition=models.Q(('is_withdrawal', False), ('corrects__isnull', False), _connector='OR'), name='fact_withdrawal_corrects_something')],
            },
        ),
        migrations.CreateModel(
            name='FailedSignIn',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name_digest', models.CharField(max_length=64)),
                ('address', models.GenericIPAddressField(null=True)),
                ('at', models.DateTimeField()),
            ],
            options={
                'indexes': [models.Index(fields=['name_digest', 'at'], name='failed_sign_in_by_name'), models.Index(fields=['address', 'at'], name='failed_sign_in_by_address')],
            },
        ),
        migrations.CreateModel(
            name='Function',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('origin_kind', models.CharField(choices=[('public', 'public'), ('own', 'own'), ('simulated', 'simulated')], max_length=10)),
                ('origin_source', models.CharField(blank=True, max_length=300)),
                ('origin_on', models.DateField(blank=True, null=True)),
                ('name', models.CharField(max_length=120, unique=True)),
                ('terms', models.JSONField(default=list)),
            ],
            options={
                'abstract': False,
                'constraints': [models.CheckConstraint(condition=models.Q(('origin_kind__in', ['public', 'own', 'simulated'])), name='kernel_function_origin_known'), models.CheckConstraint(condition=models.Q(models.Q(('origin_kind', 'public'), _negated=True), models.Q(models.Q(('origin_source', ''), _negated=True), ('origin_on__isnull', False)), _connector='OR'), name='kernel_function_public_has_source'), models.CheckConstraint(condition=models.Q(('name', ''), _negated=True), name='function_has_a_name')],
            },
        ),
        migrations.CreateModel(
            name='HandOver',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('is_by_default', models.BooleanField(default=False)),
                ('items', models.JSONField(default=list)),
                ('at', models.DateTimeField()),
                ('body', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='hand_overs', to='kernel.body')),
                ('by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('leaver', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='handed_over', to=settings.AUTH_USER_MODEL)),
                ('taker', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='taken_over', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'constraints': [models.CheckConstraint(condition=models.Q(('taker', models.F('leaver')), _negated=True), name='handover_to_somebody_else')],
            },
        ),
        migrations.CreateModel(
            name='Identity',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('issuer', models.URLField(max_length=300)),
                ('subject', models.CharField(max_length=255)),
                ('linked_at', models.DateTimeField()),
                ('user', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, related_name='identity', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('issuer', 'subject'), name='identity_of_one_person'), models.CheckConstraint(condition=models.Q(('subject', ''), _negated=True), name='identity_has_a_subject')],
            },
        ),
        migrations.CreateModel(
            name='Installation',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('is_demo', models.BooleanField(default=False)),
                ('demo_offset', models.DurationField(blank=True, null=True)),
                ('home_area', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='kernel.area')),
            ],
            options={
                'constraints': [models.CheckConstraint(condition=models.Q(('id', 1)), name='installation_is_one_row'), models.CheckConstraint(condition=models.Q(('is_demo', True), ('demo_offset__isnull', True), _connector='OR'), name='installation_moves_the_clock_in_a_demo')],
            },
        ),
        migrations.CreateModel(
            name='Job',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(max_length=80)),
                ('key', models.CharField(blank=True, max_length=120)),
                ('arguments', models.JSONField(default=dict)),
                ('state', models.CharField(choices=[('queued', 'queued'), ('running', 'running'), ('done', 'done'), ('failed', 'failed'), ('cancelled', 'cancelled')], default='queued', max_length=10)),
                ('done', models.PositiveIntegerField(default=0)),
                ('total', models.PositiveIntegerField(blank=True, null=True)),
                ('cursor', models.JSONField(blank=True, null=True)),
                ('result', models.JSONField(blank=True, null=True)),
                ('attempt', models.PositiveIntegerField(default=0)),
                ('failures', models.PositiveIntegerField(default=0)),
                ('lease_until', models.DateTimeField(blank=True, null=True)),
                ('not_before', models.DateTimeField(blank=True, null=True)),
                ('worker', models.CharField(blank=True, max_length=120)),
                ('error_code', models.CharField(blank=True, max_length=80)),
                ('error_values', models.JSONField(default=dict)),
                ('asked_at', models.DateTimeField()),
                ('started_at', models.DateTimeField(blank=True, null=True)),
                ('ended_at', models.DateTimeField(blank=True, null=True)),
                ('cancel_asked_at', models.DateTimeField(blank=True, null=True)),
                ('by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='jobs', to=settings.AUTH_USER_MODEL)),
                ('cancel_asked_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'indexes': [models.Index(condition=models.Q(('state', 'queued')), fields=['not_before', 'id'], name='job_queue'), models.Index(condition=models.Q(('state', 'running')), fields=['lease_until'], name='job_leases'), models.Index(fields=['asked_at', 'id'], name='job_by_asked_at')],
                'constraints': [models.CheckConstraint(condition=models.Q(('state__in', ['queued', 'running', 'done', 'failed', 'cancelled'])), name='job_state_known'), models.CheckConstraint(condition=models.Q(models.Q(('lease_until__isnull', False), ('state', 'running')), models.Q(models.Q(('state', 'running'), _negated=True), ('lease_until__isnull', True)), _connector='OR'), name='job_leased_while_running'), models.CheckConstraint(condition=models.Q(models.Q(('ended_at__isnull', True), ('state__in', ['queued', 'running'])), models.Q(('ended_at__isnull', False), ('state__in', ['done', 'failed', 'cancelled'])), _connector='OR'), name='job_ended_at_when_ended'), models.CheckConstraint(condition=models.Q(models.Q(('state', 'failed'), models.Q(('error_code', ''), _negated=True)), models.Q(('state', 'failed'), _negated=True), _connector='OR'), name='job_failed_says_why'), models.UniqueConstraint(condition=models.Q(('state__in', ['queued', 'running']), models.Q(('key', ''), _negated=True)), fields=('kind', 'key'), name='job_one_open_per_key')],
            },
        ),
        migrations.CreateModel(
            name='KnownColumns',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(max_length=60)),
                ('signature', models.CharField(max_length=64)),
                ('columns', models.JSONField()),
                ('at', models.DateTimeField()),
                ('by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('kind', 'signature'), name='knowncolumns_one_per_header')],
            },
        ),
        migrations.CreateModel(
            name='ListImport',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(max_length=60)),
                ('mode', models.CharField(choices=[('whole', 'all rows or none'), ('rows', 'every row that is right')], max_length=10)),
                ('state', models.CharField(choices=[('reading', 'being read'), ('columns', 'columns to be named'), ('refused', 'refused'), ('open', 'rows to be decided'), ('ready', 'ready to be taken over'), ('applying', 'being taken over'), ('applied', 'taken over'), ('undoing', 'being undone'), ('undone', 'undone'), ('discarded', 'discarded')], default='reading', max_length=10)),
                ('outline', models.JSONField(default=list)),
                ('columns', models.JSONField(default=dict)),
                ('counts', models.JSONField(default=dict)),
                ('error_code', models.CharField(blank=True, max_length=80)),
                ('error_values', models.JSONField(default=dict)),
                ('at', models.DateTimeField()),
                ('applied_at', models.DateTimeField(blank=True, null=True)),
                ('undone_at', models.DateTimeField(blank=True, null=True)),
                ('applied_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='imports', to=settings.AUTH_USER_MODEL)),
                ('job', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='kernel.job')),
                ('undone_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'constraints': [models.CheckConstraint(condition=models.Q(('state__in', ['reading', 'columns', 'refused', 'open', 'ready', 'applying', 'applied', 'undoing', 'undone', 'discarded'])), name='listimport_state_known'), models.CheckConstraint(condition=models.Q(('mode__in', ['whole', 'rows'])), name='listimport_mode_known'), models.CheckConstraint(condition=models.Q(models.Q(('state__in', ['applied', 'undone']), _negated=True), ('applied_at__isnull', False), _connector='OR'), name='listimport_applied_at_when_applied'), models.CheckConstraint(condition=models.Q(models.Q(('state', 'undone'), _negated=True), ('undone_at__isnull', False), _connector='OR'), name='listimport_undone_at_when_undone')],
            },
        ),
        migrations.CreateModel(
            name='ImportRow',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('position', models.PositiveIntegerField()),
                ('sheet', models.CharField(max_length=100)),
                ('number', models.PositiveIntegerField()),
                ('values', models.JSONField()),
                ('before', models.JSONField(null=True)),
                ('target', models.CharField(blank=True, max_length=40)),
                ('outcome', models.CharField(choices=[('new', 'new'), ('changed', 'changed'), ('same', 'unchanged'), ('ask', 'to be decided'), ('left_out', 'left out'), ('refused', 'refused'), ('conflict', 'changed meanwhile')], max_length=10)),
                ('candidates', models.JSONField(default=list)),
                ('is_applied', models.BooleanField(default=False)),
                ('undo', models.JSONField(null=True)),
                ('batch', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='rows', to='kernel.listimport')),
            ],
            options={
                'indexes': [models.Index(fields=['batch', 'outcome', 'position'], name='importrow_by_outcome')],
                'constraints': [models.CheckConstraint(condition=models.Q(('outcome__in', ['new', 'changed', 'same', 'ask', 'left_out', 'refused', 'conflict'])), name='importrow_outcome_known'), models.UniqueConstraint(fields=('batch', 'position'), name='importrow_one_per_position')],
            },
        ),
        migrations.CreateModel(
            name='ImportRemark',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('is_fault', models.BooleanField()),
                ('sheet', models.CharField(blank=True, max_length=100)),
                ('cell', models.CharField(blank=True, max_length=12)),
                ('column', models.CharField(blank=True, max_length=60)),
                ('code', models.CharField(max_length=80)),
                ('values', models.JSONField(default=dict)),
                ('batch', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='remarks', to='kernel.listimport')),
            ],
            options={
                'indexes': [models.Index(fields=['batch', 'is_fault'], name='importremark_by_batch')],
            },
        ),
        migrations.CreateModel(
            name='MatchAnswer',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('purpose', models.CharField(max_length=40)),
                ('asked', models.CharField(max_length=300)),
                ('given', models.CharField(max_length=60)),
                ('is_same', models.BooleanField()),
                ('reason', models.CharField(blank=True, max_length=200)),
                ('at', models.DateTimeField()),
                ('withdrawn_at', models.DateTimeField(null=True)),
                ('by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('withdrawn_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'constraints': [models.UniqueConstraint(condition=models.Q(('withdrawn_at__isnull', True)), fields=('purpose', 'asked', 'given'), name='matchanswer_one_standing_per_pair'), models.UniqueConstraint(condition=models.Q(('is_same', True), ('withdrawn_at__isnull', True)), fields=('purpose', 'asked'), name='matchanswer_one_yes_per_question'), models.CheckConstraint(condition=models.Q(models.Q(('asked', ''), _negated=True), models.Q(('given', ''), _negated=True)), name='matchanswer_names_both')],
            },
        ),
        migrations.CreateModel(
            name='MatchThreshold',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('valid_from', models.DateField(blank=True, null=True)),
                ('valid_until', models.DateField(blank=True, null=True)),
                ('purpose', models.CharField(max_length=40)),
                ('same', models.DecimalField(decimal_places=1, max_digits=4)),
                ('ask', models.DecimalField(decimal_places=1, max_digits=4)),
                ('margin', models.DecimalField(decimal_places=1, max_digits=4)),
                ('set_at', models.DateTimeField()),
                ('set_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'abstract': False,
                'constraints': [models.CheckConstraint(condition=models.Q(('valid_from__isnull', True), ('valid_until__isnull', True), ('valid_from__lte', models.F('valid_until')), _connector='OR'), name='kernel_matchthreshold_valid_in_order'), models.CheckConstraint(condition=models.Q(('ask__gte', 0), ('ask__lte', models.F('same')), ('margin__gte', 0), ('same__lte', 100)), name='matchthreshold_in_order'), models.UniqueConstraint(condition=models.Q(('valid_until__isnull', True)), fields=('purpose',), name='matchthreshold_one_open'), models.CheckConstraint(condition=models.Q(('valid_from__isnull', False)), name='matchthreshold_has_a_first_day')],
            },
        ),
        migrations.CreateModel(
            name='Merging',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('reason', models.CharField(max_length=300)),
                ('merged_at', models.DateTimeField()),
                ('parted_reason', models.CharField(blank=True, max_length=300)),
                ('parted_at', models.DateTimeField(null=True)),
                ('kept', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='absorbed', to='kernel.body')),
                ('merged', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='mergings', to='kernel.body')),
                ('merged_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('parted_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'constraints': [models.UniqueConstraint(condition=models.Q(('parted_at__isnull', True)), fields=('merged',), name='merging_one_standing_per_body'), models.CheckConstraint(condition=models.Q(('kept', models.F('merged')), _negated=True), name='merging_of_two')],
            },
        ),
        migrations.CreateModel(
            name='OutboxMessage',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(max_length=80)),
                ('key', models.CharField(max_length=120, unique=True)),
                ('payload', models.JSONField()),
                ('state', models.CharField(choices=[('waiting', 'waiting'), ('delivered', 'delivered'), ('failed', 'failed')], default='waiting', max_length=10)),
                ('attempt', models.PositiveIntegerField(default=0)),
                ('due_at', models.DateTimeField()),
                ('written_at', models.DateTimeField()),
                ('delivered_at', models.DateTimeField(blank=True, null=True)),
                ('error_code', models.CharField(blank=True, max_length=80)),
            ],
            options={
                'indexes': [models.Index(condition=models.Q(('state', 'waiting')), fields=['due_at'], name='outboxmessage_due')],
                'constraints': [models.CheckConstraint(condition=models.Q(('state__in', ['waiting', 'delivered', 'failed'])), name='outboxmessage_state_known'), models.CheckConstraint(condition=models.Q(models.Q(('delivered_at__isnull', False), ('state', 'delivered')), models.Q(models.Q(('state', 'delivered'), _negated=True), ('delivered_at__isnull', True)), _connector='OR'), name='outboxmessage_delivered_at_when_delivered')],
            },
        ),
        migrations.CreateModel(
            name='Post',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('origin_kind', models.CharField(choices=[('public', 'public'), ('own', 'own'), ('simulated', 'simulated')], max_length=10)),
                ('origin_source', models.CharField(blank=True, max_length=300)),
                ('origin_on', models.DateField(blank=True, null=True)),
                ('valid_from', models.DateField(blank=True, null=True)),
                ('valid_until', models.DateField(blank=True, null=True)),
                ('title', models.CharField(blank=True, max_length=60)),
                ('withdrawn_at', models.DateTimeField(null=True)),
                ('body', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='posts', to='kernel.body')),
                ('stands_in_for', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='loans', to='kernel.post')),
                ('user', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='posts', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'abstract': False,
                'constraints': [models.CheckConstraint(condition=models.Q(('origin_kind__in', ['public', 'own', 'simulated'])), name='kernel_post_origin_known'), models.CheckConstraint(condition=models.Q(models.Q(('origin_kind', 'public'), _negated=True), models.Q(models.Q(('origin_source', ''), _negated=True), ('origin_on__isnull', False)), _connector='OR'), name='kernel_post_public_has_source'), models.CheckConstraint(condition=models.Q(('valid_from__isnull', True), ('valid_until__isnull', True), ('valid_from__lte', models.F('valid_until')), _connector='OR'), name='kernel_post_valid_in_order'), models.CheckConstraint(condition=models.Q(('stands_in_for__isnull', True), models.Q(('valid_from__isnull', False), ('valid_until__isnull', False)), _connector='OR'), name='post_lent_has_its_days'), models.CheckConstraint(condition=models.Q(('withdrawn_at__isnull', True), ('stands_in_for__isnull', False), _connector='OR'), name='post_withdrawn_only_when_lent')],
            },
        ),
        migrations.AddField(
            model_name='job',
            name='post',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='kernel.post'),
        ),
        migrations.CreateModel(
            name='RecentSearch',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('words', models.CharField(max_length=100)),
                ('at', models.DateTimeField()),
                ('user', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='recent_searches', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'indexes': [models.Index(fields=['user', '-at'], name='recentsearch_newest')],
                'constraints': [models.UniqueConstraint(fields=('user', 'words'), name='recentsearch_once_for_each_person'), models.CheckConstraint(condition=models.Q(('words', ''), _negated=True), name='recentsearch_has_words')],
            },
        ),
        migrations.CreateModel(
            name='RetentionTerm',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('valid_from', models.DateField(blank=True, null=True)),
                ('valid_until', models.DateField(blank=True, null=True)),
                ('rule', models.CharField(max_length=40)),
                ('days', models.PositiveIntegerField()),
                ('basis', models.CharField(max_length=300)),
                ('set_at', models.DateTimeField()),
                ('set_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'abstract': False,
                'constraints': [models.CheckConstraint(condition=models.Q(('valid_from__isnull', True), ('valid_until__isnull', True), ('valid_from__lte', models.F('valid_until')), _connector='OR'), name='kernel_retentionterm_valid_in_order'), models.CheckConstraint(condition=models.Q(('days__gte', 1)), name='retentionterm_has_days'), models.CheckConstraint(condition=models.Q(('basis', ''), _negated=True), name='retentionterm_has_a_basis'), models.CheckConstraint(condition=models.Q(('valid_from__isnull', False)), name='retentionterm_has_a_first_day'), models.UniqueConstraint(condition=models.Q(('valid_until__isnull', True)), fields=('rule',), name='retentionterm_one_open_per_rule')],
            },
        ),
        migrations.CreateModel(
            name='Role',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('code', models.SlugField(max_length=40, unique=True)),
                ('name', models.CharField(max_length=60)),
                ('name_en', models.CharField(max_length=60)),
            ],
            options={
                'constraints': [models.CheckConstraint(condition=models.Q(('code', ''), _negated=True), name='role_has_a_code')],
            },
        ),
        migrations.AddField(
            model_name='post',
            name='role',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='posts', to='kernel.role'),
        ),
        migrations.CreateModel(
            name='Grant',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('act', models.CharField(max_length=80)),
                ('relation', models.CharField(max_length=20)),
                ('is_shipped', models.BooleanField(default=False)),
                ('withdrawn_at', models.DateTimeField(blank=True, null=True)),
                ('withdrawn_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('role', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='grants', to='kernel.role')),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('role', 'act', 'relation'), name='grant_once'), models.CheckConstraint(condition=models.Q(('relation__in', ['any', 'own', 'own_body', 'own_area', 'party'])), name='grant_relation_known'), models.CheckConstraint(condition=models.Q(('withdrawn_by__isnull', True), ('withdrawn_at__isnull', False), _connector='OR'), name='grant_withdrawn_by_somebody_at_a_moment')],
            },
        ),
        migrations.CreateModel(
            name='SavedView',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('list', models.CharField(max_length=80)),
                ('name', models.CharField(max_length=60)),
                ('query', models.TextField(blank=True)),
                ('kept_at', models.DateTimeField()),
                ('body', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='shared_views', to='kernel.body')),
                ('owner', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='saved_views', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('owner', 'list', 'name'), name='savedview_one_per_name'), models.CheckConstraint(condition=models.Q(models.Q(('list', ''), _negated=True), models.Q(('name', ''), _negated=True)), name='savedview_has_names')],
            },
        ),
        migrations.CreateModel(
            name='FirstView',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('list', models.CharField(max_length=80)),
                ('user', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='first_views', to=settings.AUTH_USER_MODEL)),
                ('view', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='first_for', to='kernel.savedview')),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('user', 'list'), name='firstview_one_per_list')],
            },
        ),
        migrations.CreateModel(
            name='SearchRow',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(max_length=40)),
                ('object_id', models.BigIntegerField()),
                ('group_id', models.BigIntegerField()),
                ('title', models.TextField()),
                ('title_key', models.TextField()),
                ('number_key', models.CharField(blank=True, max_length=160)),
                ('day', models.DateField(null=True)),
                ('text', models.TextField(blank=True)),
                ('words', models.TextField()),
            ],
            options={
                'indexes': [models.Index(fields=['kind', 'group_id'], name='searchrow_group')],
                'constraints': [models.UniqueConstraint(fields=('kind', 'object_id'), name='searchrow_once')],
            },
        ),
        migrations.CreateModel(
            name='SecondFactor',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('sealed_secret', models.TextField()),
                ('begun_at', models.DateTimeField()),
                ('confirmed_at', models.DateTimeField(null=True)),
                ('last_step', models.BigIntegerField(default=0)),
                ('user', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, related_name='second_factor', to=settings.AUTH_USER_MODEL)),
            ],
        ),
        migrations.CreateModel(
            name='RecoveryCode',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('digest', models.CharField(max_length=64)),
                ('used_at', models.DateTimeField(null=True)),
                ('factor', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='recovery_codes', to='kernel.secondfactor')),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('factor', 'digest'), name='recovery_code_once')],
            },
        ),
        migrations.CreateModel(
            name='Session',
            fields=[
                ('session_key', models.CharField(max_length=40, primary_key=True, serialize=False, verbose_name='session key')),
                ('session_data', models.TextField(verbose_name='session data')),
                ('expire_date', models.DateTimeField(db_index=True, verbose_name='expire date')),
                ('user', models.ForeignKey(null=True, on_delete=django.db.models.deletion.CASCADE, related_name='sessions', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'verbose_name': 'session',
                'verbose_name_plural': 'sessions',
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='StoredFile',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('digest', models.CharField(max_length=64, unique=True)),
                ('size', models.PositiveBigIntegerField()),
                ('media_type', models.CharField(max_length=100)),
                ('stored_at', models.DateTimeField()),
            ],
            options={
                'constraints': [models.CheckConstraint(condition=models.Q(('digest__regex', '^[0-9a-f]{64}$')), name='storedfile_digest_is_sha256')],
            },
        ),
        migrations.CreateModel(
            name='Succession',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('origin_kind', models.CharField(choices=[('public', 'public'), ('own', 'own'), ('simulated', 'simulated')], max_length=10)),
                ('origin_source', models.CharField(blank=True, max_length=300)),
                ('origin_on', models.DateField(blank=True, null=True)),
                ('kind', models.CharField(choices=[('rename', 'renamed'), ('merge', 'merged'), ('split', 'split up'), ('transfer', 'functions handed over'), ('dissolve', 'dissolved'), ('found', 'founded')], max_length=10)),
                ('on', models.DateField()),
                ('note', models.CharField(blank=True, max_length=300)),
                ('recorded_at', models.DateTimeField()),
                ('undoing', models.JSONField(default=list, encoder=django.core.serializers.json.DjangoJSONEncoder)),
                ('undone_at', models.DateTimeField(null=True)),
                ('recorded_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('undone_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'abstract': False,
                'indexes': [models.Index(fields=['on'], name='kernel_succ_on_f73601_idx')],
                'constraints': [models.CheckConstraint(condition=models.Q(('origin_kind__in', ['public', 'own', 'simulated'])), name='kernel_succession_origin_known'), models.CheckConstraint(condition=models.Q(models.Q(('origin_kind', 'public'), _negated=True), models.Q(models.Q(('origin_source', ''), _negated=True), ('origin_on__isnull', False)), _connector='OR'), name='kernel_succession_public_has_source'), models.CheckConstraint(condition=models.Q(('kind__in', ['rename', 'merge', 'split', 'transfer', 'dissolve', 'found'])), name='succession_kind_known')],
            },
        ),
        migrations.CreateModel(
            name='FunctionHandover',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('taken_on', models.DateField(null=True)),
                ('reason', models.CharField(blank=True, max_length=300)),
                ('decided_at', models.DateTimeField(null=True)),
                ('decided_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('function', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='handovers', to='kernel.function')),
                ('giver', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='handed_over', to='kernel.body')),
                ('taker', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='taken_over', to='kernel.body')),
                ('event', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='handovers', to='kernel.succession')),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('event', 'giver', 'function'), name='functionhandover_once_an_event'), models.UniqueConstraint(condition=models.Q(('function__isnull', True)), fields=('event', 'giver'), name='functionhandover_one_whole_an_event'), models.CheckConstraint(condition=models.Q(('taker__isnull', True), models.Q(('taker', models.F('giver')), _negated=True), _connector='OR'), name='functionhandover_not_to_itself'), models.CheckConstraint(condition=models.Q(models.Q(('decided_at__isnull', True), ('taken_on__isnull', True)), models.Q(('decided_at__isnull', False), ('taken_on__isnull', False)), _connector='OR'), name='functionhandover_decided_from_a_day')],
            },
        ),
        migrations.CreateModel(
            name='SuccessionParty',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name', models.CharField(max_length=120)),
                ('side', models.CharField(choices=[('predecessor', 'before'), ('successor', 'after')], max_length=12)),
                ('is_ended', models.BooleanField(default=False)),
                ('is_undone', models.BooleanField(default=False)),
                ('body', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='successions', to='kernel.body')),
                ('event', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='parties', to='kernel.succession')),
            ],
            options={
                'constraints': [models.CheckConstraint(condition=models.Q(('side__in', ['predecessor', 'successor'])), name='successionparty_side_known'), models.UniqueConstraint(fields=('event', 'body', 'side'), name='successionparty_once_a_side'), models.UniqueConstraint(condition=models.Q(('is_ended', True), ('is_undone', False)), fields=('body',), name='successionparty_a_body_ends_once')],
            },
        ),
        migrations.CreateModel(
            name='Upload',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name', models.CharField(max_length=255)),
                ('at', models.DateTimeField()),
                ('by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='uploads', to=settings.AUTH_USER_MODEL)),
                ('file', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='uploads', to='kernel.storedfile')),
            ],
            options={
                'constraints': [models.CheckConstraint(condition=models.Q(('name', ''), _negated=True), name='upload_has_a_name')],
            },
        ),
        migrations.AddField(
            model_name='listimport',
            name='upload',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='imports', to='kernel.upload'),
        ),
        migrations.AddConstraint(
            model_name='post',
            constraint=models.UniqueConstraint(condition=models.Q(('valid_until__isnull', True)), fields=('user', 'body', 'role'), name='post_one_open_per_user_body_and_role'),
        ),
        migrations.RunPython(index_words, migrations.RunPython.noop, elidable=False),
    ]
